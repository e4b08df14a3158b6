using System.Diagnostics;
using Benchmarks.Anchors;
using Benchmarks.Results;
using Benchmarks.Running;
using Benchmarks.Runtime.Networks;
using Benchmarks.Runtime.Onnx;
using Benchmarks.Runtime.SavedModels;
using Embedded.TensorFlow;
using Models.ResNet50;
using Rollcall.Tests;

namespace Benchmarks.Runtime;

/// <summary>Whole networks as a user has them: written, loaded, and run, beside ONNX Runtime on the same networks with the same weights.</summary>
internal sealed class RuntimeSuite : ISuite
{
    private const string ResNet = "ResNet-50";

    private static readonly MobileNet s_mobileNet = new();
    private static readonly TransformerEncoder s_transformer = new();
    private static readonly Figure s_load = new("ResNet-50: load, page cache warm", "s") { Must = new Goal(AtLeast: false, 1.5), Aim = new Goal(AtLeast: false, 0.5) };
    private static readonly Comparison[] s_resnet = [new(ResNet, 1, 1, 1.00, 0.80), new(ResNet, 2, 1, 1.05, 0.85), new(ResNet, 1, 8, 1.00, 0.80)];
    private static readonly (INetwork Network, Comparison Comparison)[] s_small =
    [
        (s_mobileNet, new(s_mobileNet.Name, 1, 1, 1.2, 0.9) { RunsPerTurn = 64 }),
        (s_transformer, new(s_transformer.Name, 1, 1, 1.3, 1.0) { RunsPerTurn = 64 }),
    ];

    public string Name => "runtime";

    public string Question => "ResNet-50 v1.5, a MobileNet and a transformer encoder whole, float32: loading and running, beside ONNX Runtime on the same networks with the same weights.";

    public IReadOnlyList<Figure> Figures { get; } =
    [
        .. s_resnet.SelectMany(one => one.Figures), .. s_small.SelectMany(one => one.Comparison.Figures),
        s_load, ResidentMemory.Ratio, Allocation.BesideOutputs, .. Precision.Figures,
    ];

    public async Task RunAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var resnet = Path.Combine(folder.Path, "ResNet-50");
        new ModelFolder(resnet, TimeProvider.System, TextWriter.Null).Write();
        var version = Path.Combine(resnet, "1");
        await ResidentMemory.MeasureAsync(context, version, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        using (var model = SavedModel.Load(version, ct: cancellationToken))
        {
            context.Measured(s_load, Stopwatch.GetElapsedTime(start).TotalSeconds);
            Precision.Measure(context, model);
        }

        Allocation.Measure(context, [version, .. s_small.Select(one => SavedModelNetwork.Write(one.Network, folder.Path))]);
        context.Line($"| network | threads | batch | round | ours, ms per example | ONNX Runtime, ms per example |");
        context.Line($"|---|---|---|---|---|---|");
        var onnx = Anchor.OnnxRuntime.Path is null ? null : ResNet50Onnx.Write(Path.Combine(folder.Path, "resnet50.onnx"));
        foreach (var comparison in s_resnet.Where(one => one.Threads <= Environment.ProcessorCount))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var ours = Images.Own(version, comparison.Threads, comparison.Batch);
            using var anchor = onnx is null ? null : Images.Onnx(onnx, comparison.Threads, comparison.Batch);
            comparison.Run(context, ours, anchor);
        }

        foreach (var (network, comparison) in s_small)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Compare(context, network, comparison, folder.Path);
        }
    }

    private static void Compare(SuiteContext context, INetwork network, Comparison comparison, string folder)
    {
        long[] shape = [comparison.Batch, .. network.Example];
        var input = new Draw(seed: 1).Around(0, 1, (int)shape.Aggregate(1L, (product, dimension) => product * dimension));
        using var ours = new OwnModel(SavedModelNetwork.Write(network, folder), comparison.Threads, input, shape, OnnxNetwork.LogitsName);
        using var anchor = Anchor.OnnxRuntime.Path is null
            ? null
            : new OnnxModel(
                OnnxNetwork.Write(network, Path.Combine(folder, $"{network.Name}.onnx")), comparison.Threads, OnnxNetwork.InputName, input, shape, [OnnxNetwork.LogitsName], comparison.Batch * network.Classes);
        comparison.Run(context, ours, anchor);
    }
}
