using Embedded.TensorFlow.Tests.Golden;

namespace Embedded.TensorFlow.Tests.Execution;

/// <summary>A run in steady state leaves nothing to the garbage collector but its outputs.</summary>
public sealed class AllocationTests
{
    // Several, because the first of them may still meet code that allocates while it is compiled.
    private const int Attempts = 5;

    public static TheoryData<string, long> Models => new()
    {
        { "cnn_trained_k2", 1 },
        { "digits_resnet", 1 },
        { "mobilenet_v2_k3", 1 },
        { "resnet_tf1_layers", 1 },
        { "transformer_k3", 1 },
        { "upstream/half_plus_two_cpu", 123 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Run_allocates_its_outputs_only(string name, long version)
    {
        var data = Path.Combine(RepositoryPaths.Data, name);
        var models = name == "digits_resnet" ? Path.Combine(RepositoryPaths.Root, "models", "digits") : data;
        var folder = Directory.EnumerateDirectories(models).Single(d => long.TryParse(Path.GetFileName(d), out var v) && v == version);
        var golden = Directory.EnumerateDirectories(Path.Combine(data, "golden"), "v*").FirstOrDefault(d => long.Parse(Path.GetFileName(d)[1..]) == version) ?? Path.Combine(data, "golden");
        var call = GoldenCase.ReadAll(golden, version).First(c => c.Outputs is not null && c.Inputs.Values.All(i => i.DType != DataType.String));
        using var model = SavedModel.Load(folder, new SavedModelOptions { IntraOpParallelism = 1 });
        (string Alias, Tensor Value)[] outputs = [.. model.Run(call.Signature, call.Inputs, ct: TestContext.Current.CancellationToken).Select(o => (o.Key, o.Value))];

        var run = Least(() => model.Run(call.Signature, call.Inputs, ct: CancellationToken.None));

        run.ShouldBe(Least(() => Make(outputs)));
    }

    private static Dictionary<string, Tensor> Make((string Alias, Tensor Value)[] outputs)
    {
        var made = new Dictionary<string, Tensor>(outputs.Length, StringComparer.Ordinal);
        foreach (var (alias, value) in outputs)
        {
            made.Add(alias, Tensor.Create(value.DType, value.Shape));
        }

        return made;
    }

    private static long Least(Action action) => Enumerable.Range(0, Attempts).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
