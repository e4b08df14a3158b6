using Embedded.TensorFlow.Tests.Golden;

namespace Embedded.TensorFlow.Tests.Format;

/// <summary>Broken models end in a clear error with TensorFlow's code, at load or at the first run.</summary>
public sealed class MalformedModelTests
{
    [Theory]
    [InlineData("truncated_pb", StatusCode.OutOfRange)]
    [InlineData("missing_data_shard", StatusCode.NotFound)]
    [InlineData("data_bit_flip", StatusCode.DataLoss)]
    [InlineData("cyclic_graph", StatusCode.InvalidArgument)]
    [InlineData("checkpoint_shape_mismatch", StatusCode.InvalidArgument)]
    [InlineData("no_serve_tag", StatusCode.NotFound)]
    public void Load_of_a_broken_model_fails_with_TensorFlows_code(string name, StatusCode code) =>
        Should.Throw<TensorFlowException>(() => Load(name)).Code.ShouldBe(code);

    [Fact]
    public void Load_with_an_unknown_op_names_op_node_and_way_out()
    {
        var error = Should.Throw<TensorFlowException>(() => Load("unknown_op"));

        error.Code.ShouldBe(StatusCode.Unimplemented);
        error.Message.ShouldContain("Op type '");
        error.Message.ShouldContain("Missing ops of this model:");
        error.Message.ShouldContain("container mode");
    }

    [Fact]
    public void Load_with_a_constant_of_absurd_size_fails_before_it_takes_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<TensorFlowException>(() => Load("huge_const")).Code.ShouldBe(StatusCode.InvalidArgument);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 20);
    }

    [Theory]
    [InlineData("missing_index", StatusCode.FailedPrecondition)]
    [InlineData("missing_variables", StatusCode.FailedPrecondition)]
    [InlineData("keras3_in_tf_module", StatusCode.FailedPrecondition)]
    [InlineData("signature_missing_tensor", StatusCode.NotFound)]
    public void Run_of_a_model_that_loads_but_cannot_run_fails_with_TensorFlows_code(string name, StatusCode code)
    {
        using var model = Load(name);
        var inputs = model.Signatures["serving_default"].Inputs.ToDictionary(
            i => i.Key, i => Tensor.Create(i.Value.DType, [.. i.Value.Shape!.Select(d => Math.Max(1, d))]));

        Should.Throw<TensorFlowException>(() => model.Run("serving_default", inputs)).Code.ShouldBe(code);
    }

    [Fact]
    public void Load_of_an_empty_folder_says_where_it_looked()
    {
        var folder = Directory.CreateTempSubdirectory("model-");
        try
        {
            var error = Should.Throw<TensorFlowException>(() => SavedModel.Load(folder.FullName));

            error.Code.ShouldBe(StatusCode.NotFound);
            error.Message.ShouldStartWith($"Could not find SavedModel .pb or .pbtxt at supplied export directory path: {folder.FullName}.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Load_of_a_damaged_file_never_fails_in_another_way()
    {
        var source = Path.Combine(RepositoryPaths.Data, "upstream", "half_plus_two_cpu", "00000123");
        var original = File.ReadAllBytes(Path.Combine(source, "saved_model.pb"));
        var folder = Directory.CreateTempSubdirectory("model-");
        var random = new Random(11);
        try
        {
            for (var round = 0; round < 200; round++)
            {
                var damaged = (byte[])original.Clone();
                for (var i = random.Next(1, 6); i > 0; i--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                File.WriteAllBytes(Path.Combine(folder.FullName, "saved_model.pb"), damaged[..random.Next(damaged.Length / 2, damaged.Length + 1)]);
                try
                {
                    SavedModel.Load(folder.FullName).Dispose();
                }
                catch (TensorFlowException e)
                {
                    e.Message.ShouldNotBeNullOrEmpty($"round {round}");
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SavedModel Load(string name) => SavedModel.Load(Path.Combine(RepositoryPaths.Data, "malformed", name, "1"));
}
