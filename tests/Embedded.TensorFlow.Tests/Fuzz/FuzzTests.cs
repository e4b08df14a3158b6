using System.Diagnostics;
using Embedded.TensorFlow.Tests.Golden;

namespace Embedded.TensorFlow.Tests.Fuzz;

/// <summary>
/// Damaged models end in an error that says so, at load or at the first run: no other exception, no endless loop, no memory
/// beyond reason. A fixed number of seeds here; <c>FUZZ_SEEDS=5000 dotnet test --filter FuzzTests</c> runs any number.
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 12;

    // A whole round, loading and one run of each signature, takes milliseconds; what takes so long does not end.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly string[] s_models =
    [
        "upstream/half_plus_two_cpu", "upstream/counter", "two_metagraphs_tf1", "partitioned_tf1", "variables_all_dtypes", "ops_control_tf1", "ops_control_v2",
        "ops_shape", "ops_linalg", "ops_conv", "ops_string_tables", "ops_image_bytes", "rnn_tf1", "tf_example_v1", "tabular_k2", "estimator_dnn_classifier",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEEDS"), out var count) ? count : s_models.Length)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Damaged_model_ends_in_a_clear_error(int seed)
    {
        var random = new Random(seed);
        var source = Directory.EnumerateDirectories(Path.Combine(RepositoryPaths.Data, s_models[seed % s_models.Length])).First(d => Path.GetFileName(d) != "golden");
        var folder = Directory.CreateTempSubdirectory("fuzz-");
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                Damage(source, folder.FullName, random);
                Survive(folder.FullName, $"seed {seed}, round {round} of {source}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Damage(string source, string target, Random random)
    {
        var files = Directory.GetFiles(source, "*", SearchOption.AllDirectories);

        // The graph is where most can go wrong.
        var victim = random.Next(4) == 0 ? files[random.Next(files.Length)] : Path.Combine(source, "saved_model.pb");
        foreach (var file in files)
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(copy, file == victim ? ModelMutation.Apply(bytes, random) : bytes);
        }
    }

    private static void Survive(string folder, string which)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            using var model = SavedModel.Load(folder, new SavedModelOptions { IntraOpParallelism = 1 }, patience.Token);
            foreach (var signature in model.Signatures.Values)
            {
                RunOnce(model, signature, which);
            }
        }
        catch (TensorFlowException e)
        {
            e.Message.ShouldNotBeNullOrWhiteSpace(which);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{which}: {e.GetType().Name} {e.Message}", e);
        }

        watch.Elapsed.ShouldBeLessThan(s_patience, which);
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(6L << 30, which);
    }

    private static void RunOnce(SavedModel model, Signature signature, string which)
    {
        // A loop whose condition was damaged may rightly never end: it has to heed the caller's patience.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            var inputs = signature.Inputs.ToDictionary(i => i.Key, i => Tensor.Create(i.Value.DType, [.. (i.Value.Shape ?? []).Select(d => Math.Clamp(d, 1, 4))]));
            model.Run(signature.Name, inputs, ct: patience.Token);
        }
        catch (TensorFlowException e)
        {
            e.Message.ShouldNotBeNullOrWhiteSpace(which);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // As it should.
            return;
        }
    }
}
