using Benchmarks.Results;
using Embedded.TensorFlow;
using Rollcall.Tests;

namespace Benchmarks.Runtime;

/// <summary>What a run leaves to the garbage collector beside what it returns.</summary>
internal static class Allocation
{
    private const int Runs = 20;

    public static Figure BesideOutputs { get; } = new("allocated per run in steady state, beside the outputs", "B") { Must = new Goal(AtLeast: false, 0) };

    /// <summary>The largest of all networks, on one thread and on all.</summary>
    /// <param name="context">Gets the figure.</param>
    /// <param name="folders">Version folders of models with one input.</param>
    public static void Measure(SuiteContext context, IReadOnlyList<string> folders)
    {
        context.Line($"| network | threads | allocated per run, B | of it outputs, B |");
        context.Line($"|---|---|---|---|");
        var most = 0.0;
        foreach (var folder in folders)
        {
            foreach (var threads in (int[])[1, Environment.ProcessorCount])
            {
                most = Math.Max(most, Measure(context, folder, threads));
            }
        }

        context.Line();
        context.Measured(BesideOutputs, most);
    }

    private static double Measure(SuiteContext context, string folder, int threads)
    {
        using var model = SavedModel.Load(folder, new SavedModelOptions { IntraOpParallelism = threads });
        var (alias, info) = model.Signatures[OwnModel.Signature].Inputs.Single();
        var inputs = new Dictionary<string, Tensor> { [alias] = Tensor.Create(DataType.Float, [1, .. info.Shape!.Skip(1)]) };
        (string Alias, Tensor Value)[] outputs = [.. model.Run(OwnModel.Signature, inputs).Select(output => (output.Key, output.Value))];
        var all = PerCall(() => model.Run(OwnModel.Signature, inputs));
        var own = PerCall(() => Outputs(outputs));
        context.Line($"| {Path.GetFileName(Path.GetDirectoryName(folder))} | {threads} | {all:F0} | {own:F0} |");
        return all - own;
    }

    /// <summary>What a run has to return, as its caller would make it.</summary>
    private static Dictionary<string, Tensor> Outputs((string Alias, Tensor Value)[] outputs)
    {
        var made = new Dictionary<string, Tensor>(outputs.Length, StringComparer.Ordinal);
        foreach (var (alias, value) in outputs)
        {
            made.Add(alias, Tensor.Create(value.DType, value.Shape));
        }

        return made;
    }

    /// <summary>The median: beside the calls the runtime compiles what is called often, and that allocates too.</summary>
    private static double PerCall(Action action)
    {
        action();
        action();
        return Quantile.Median(Enumerable.Range(0, Runs).Select(_ =>
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            return (double)(GC.GetTotalAllocatedBytes(precise: true) - before);
        }).ToArray());
    }
}
