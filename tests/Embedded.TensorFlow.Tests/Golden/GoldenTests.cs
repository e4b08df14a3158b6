namespace Embedded.TensorFlow.Tests.Golden;

/// <summary>Models exported by TensorFlow give TensorFlow's answers.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string, long> Copied => new()
    {
        { "digits_resnet", 1 },
        { "digits_resnet", 2 },
        { "resnet_tf1_layers", 1 },
        { "partitioned_tf1", 1 },
        { "two_metagraphs_tf1", 1 },
        { "variables_all_dtypes", 1 },
        { "upstream/counter", 123 },
        { "upstream/half_plus_two_2_versions", 123 },
        { "upstream/half_plus_two_2_versions", 124 },
        { "upstream/half_plus_two_cpu", 123 },
        { "upstream/half_plus_two_tf2_cpu", 123 },
        { "upstream/half_plus_two_with_config", 123 },
        { "upstream/matrix_half_plus_two", 1 },
        { "cnn_trained_k2", 1 },
        { "mobilenet_v2_k3", 1 },
        { "transformer_k3", 1 },
        { "state_counter", 1 },
        { "tf_example_v1", 1 },
        { "tabular_k2", 1 },
        { "signal_1d_k3", 1 },
        { "ops_conv", 1 },
        { "ops_dtypes", 1 },
        { "ops_image_bytes", 1 },
        { "ops_linalg", 1 },
        { "ops_math", 1 },
        { "ops_pool_norm", 1 },
        { "ops_shape", 1 },
        { "ops_string_tables", 1 },
        { "ops_control_tf1", 1 },
        { "ops_control_v2", 1 },
        { "rnn_k3", 1 },
        { "rnn_tf1", 1 },
        { "estimator_dnn_classifier", 1 },
        { "detector_nms", 1 },
    };

    public static TheoryData<string, long> Shared => new()
    {
        { "resnet50_v15_224_k3", 1 },
        { "resnet50_v15_k2", 1 },
        { "resnet50_v1_k3", 1 },
        { "resnet50_v2_frozen", 1 },
        { "resnet50_v2_tf1", 1 },
        { "rnn_k2", 1 },
    };

    [Theory]
    [MemberData(nameof(Copied))]
    public void Run_on_a_copied_model_gives_TensorFlows_outputs(string model, long version)
    {
        var data = Path.Combine(RepositoryPaths.Data, model);
        var models = model == "digits_resnet" ? Path.Combine(RepositoryPaths.Root, "models", "digits") : data;
        Verify(models, Path.Combine(data, "golden"), Path.Combine(RepositoryPaths.Data, "models.json"), model, version);
    }

    [Theory]
    [MemberData(nameof(Shared))]
    public void Run_on_a_shared_model_gives_TensorFlows_outputs(string model, long version)
    {
        var folder = Path.Combine(RepositoryPaths.SharedModels, model);
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is not on this machine");
        Verify(folder, Path.Combine(folder, "golden"), Path.Combine(RepositoryPaths.SharedModels, "models.json"), model, version);
    }

    private static void Verify(string models, string golden, string index, string model, long version)
    {
        var versionFolder = Directory.EnumerateDirectories(models).Single(d => long.TryParse(Path.GetFileName(d), out var v) && v == version);
        var goldenFolder = Directory.EnumerateDirectories(golden, "v*").FirstOrDefault(d => long.Parse(Path.GetFileName(d)[1..]) == version) ?? golden;
        using var loaded = SavedModel.Load(versionFolder);
        var differences = new List<string>();
        var cases = GoldenCase.ReadAll(goldenFolder, version).ToList();
        foreach (var @case in cases)
        {
            differences.AddRange(Differences(loaded, @case, index, model, version).Select(d => $"{@case.Name}: {d}"));
        }

        cases.ShouldNotBeEmpty();
        differences.ShouldBeEmpty();
    }

    private static IEnumerable<string> Differences(SavedModel model, GoldenCase golden, string index, string name, long version)
    {
        IReadOnlyDictionary<string, Tensor> outputs;
        try
        {
            outputs = model.Run(golden.Signature, golden.Inputs, ct: TestContext.Current.CancellationToken);
        }
        catch (TensorFlowException e)
        {
            return golden.ErrorCode is null ? [$"{e.Code}: {e.Message}"] : [];
        }

        return golden.Outputs is null
            ? [$"no error; expected {golden.ErrorCode}"]
            : golden.Outputs
                .Select(o => GoldenComparison.FirstDifference(outputs[o.Key], o.Value, GoldenTolerance.Find(index, name, version, golden.Signature, o.Key)) is { } d ? $"{o.Key}{d}" : null)
                .OfType<string>();
    }
}
