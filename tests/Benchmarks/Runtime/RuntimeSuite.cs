using System.Diagnostics;
using Benchmarks.Results;
using Benchmarks.Running;
using Benchmarks.Runtime.Onnx;
using Models.ResNet50;
using Rollcall.Tests;

namespace Benchmarks.Runtime;

/// <summary>ResNet-50 as a user has it: written, loaded, and run image by image, beside ONNX Runtime on the same network.</summary>
internal sealed class RuntimeSuite : ISuite
{
    private static readonly Figure s_load = new("ResNet-50: load, page cache warm", "s") { Must = new Goal(AtLeast: false, 1.5), Aim = new Goal(AtLeast: false, 0.5) };
    private static readonly Figure s_allocated = new("ResNet-50: allocated per run, outputs included", "B");
    private static readonly Comparison[] s_comparisons = [new(1, 1, 1.00, 0.80), new(2, 1, 1.05, 0.85), new(1, 8, 1.00, 0.80)];

    public string Name => "runtime";

    public string Question => "ResNet-50 v1.5 whole, float32: loading and running, beside ONNX Runtime on the same network with the same weights.";

    public IReadOnlyList<Figure> Figures { get; } = [.. s_comparisons.SelectMany(one => one.Figures), s_load, s_allocated];

    public Task RunAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        new ModelFolder(folder.Path, TimeProvider.System, TextWriter.Null).Write();
        var version = Path.Combine(folder.Path, "1");
        var start = Stopwatch.GetTimestamp();
        using (var model = new OwnModel(version, threads: 1, batch: 1))
        {
            context.Measured(s_load, Stopwatch.GetElapsedTime(start).TotalSeconds);
            context.Measured(s_allocated, AllocatedPerRun(model));
        }

        var onnx = s_comparisons.Any(one => one.Ratio.Missing is null) ? ResNet50Onnx.Write(Path.Combine(folder.Path, "resnet50.onnx")) : null;
        context.Line($"| threads | batch | round | ours, ms per image | ONNX Runtime, ms per image |");
        context.Line($"|---|---|---|---|---|");
        foreach (var comparison in s_comparisons.Where(one => one.Threads <= Environment.ProcessorCount))
        {
            cancellationToken.ThrowIfCancellationRequested();
            comparison.Run(context, version, onnx);
        }

        return Task.CompletedTask;
    }

    private static double AllocatedPerRun(OwnModel model)
    {
        const int Runs = 10;
        model.Run();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Runs; i++)
        {
            model.Run();
        }

        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Runs;
    }
}
