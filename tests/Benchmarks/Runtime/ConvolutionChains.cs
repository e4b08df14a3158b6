using Benchmarks.Anchors;
using Benchmarks.Results;
using Benchmarks.Running;
using Benchmarks.Runtime.Onnx;
using Embedded.TensorFlow;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Gemm;
using Rollcall.Tests;

namespace Benchmarks.Runtime;

/// <summary>
/// The 3×3 convolutions of stride 1 beside ONNX Runtime's. Each runs as a chain of equal layers, as in the network: alone, ONNX Runtime would
/// spend its time turning the image into the layout it computes in.
/// </summary>
internal static class ConvolutionChains
{
    private const int Length = 8;

    public static Figure Ratio { get; } = new("3×3 convolutions of stride 1: time ÷ ONNX Runtime")
    {
        Must = new Goal(AtLeast: false, 0.70),
        Aim = new Goal(AtLeast: false, 0.55),
        Anchors = [Anchor.OnnxRuntime],
    };

    /// <summary>Shows that both compute the same.</summary>
    public static Figure Difference { get; } = new("3×3 convolutions of stride 1: largest relative difference from ONNX Runtime")
    {
        Must = new Goal(AtLeast: false, 1e-3),
        Anchors = [Anchor.OnnxRuntime],
    };

    public static void Run(SuiteContext context)
    {
        using var folder = new TemporaryFolder();
        context.Line($"| 3 × 3, stride 1, in a chain | image | ours, ms | ONNX Runtime, ms | ratio | difference |");
        context.Line($"|---|---|---|---|---|---|");
        var (ours, theirs) = (new double[2 * context.Rounds], new double[2 * context.Rounds]);
        var largest = 0.0;
        // Layers of a size are counted together: the sum is that of the network.
        foreach (var group in ResNet50Layers.All().Where(entry => entry.Layer is { Kernel: 3, Stride: 1 }).GroupBy(entry => (entry.Layer.Size, entry.Layer.Inputs)))
        {
            var (layer, count) = (group.First().Layer, group.Sum(entry => entry.Count));
            var weights = Values(9 * layer.Inputs * layer.Outputs, (float)Math.Sqrt(6.0 / (9 * layer.Inputs)));
            var image = Values(layer.Size * layer.Size * layer.Inputs, 1);
            var own = new OwnChain(layer, weights, image);
            using var anchor = Anchored(folder, layer, weights, image);
            var expected = new float[image.Length];
            anchor.Run(expected);
            var difference = own.Difference(expected);
            List<double> here = [], there = [];
            for (var round = 0; round < ours.Length; round++)
            {
                here.Add(Measure.Seconds(own.Run, runs: 5).Median * 1e3 / Length);
                there.Add(Measure.Seconds(() => anchor.Run(), runs: 5).Median * 1e3 / Length);
                ours[round] += count * here[^1];
                theirs[round] += count * there[^1];
            }

            largest = Math.Max(largest, difference);
            context.Line($"| {layer.Inputs} channels, {count} layers | {layer.Size}² | {Quantile.Median(here):F3} | {Quantile.Median(there):F3} | {Quantile.Median(here.Zip(there, (a, b) => a / b)):F2} | {difference:E1} |");
        }

        context.Measured(Ratio, ours, theirs);
        context.Measured(Difference, largest);
    }

    private static OnnxSession Anchored(TemporaryFolder folder, Layer layer, float[] weights, float[] image)
    {
        var graph = new OnnxGraph("chain");
        long[] shape = [1, layer.Size, layer.Size, layer.Inputs];
        graph.Input("x", shape);
        var x = graph.Node("Transpose", ["x"], [("perm", (long[])[0, 3, 1, 2])]);
        var filter = graph.Constant("w", [layer.Outputs, layer.Inputs, 3, 3], ResNet50Onnx.OutputsFirst(weights, [3, 3, layer.Inputs, layer.Outputs]));
        for (var i = 0; i < Length; i++)
        {
            x = graph.Node("Relu", [graph.Node("Conv", [x, filter], [("kernel_shape", (long[])[3, 3]), ("pads", (long[])[1, 1, 1, 1])])]);
        }

        graph.Node("Transpose", [x], [("perm", (long[])[0, 2, 3, 1])], "y");
        graph.Output("y", shape);
        return new OnnxSession(folder.Write($"{layer.Inputs}.onnx", graph.ToModel()), threads: 1, "x", image, shape, ["y"]);
    }

    private static float[] Values(int count, float range)
    {
        var random = new Random(1);
        var values = GC.AllocateUninitializedArray<float>(count, pinned: true);
        foreach (ref var value in values.AsSpan())
        {
            value = ((random.NextSingle() * 2) - 1) * range;
        }

        return values;
    }

    private sealed class OwnChain(Layer layer, float[] weights, float[] image)
    {
        private readonly PackedConvolution _convolution = PackedConvolution.Create(weights, new(3, 3, 1, 1), layer.Inputs, layer.Outputs);
        private readonly Tensor _first = Tensor.From<float>([image.Length], image);
        private readonly Tensor[] _buffers = [Tensor.Create(DataType.Float, [image.Length]), Tensor.Create(DataType.Float, [image.Length])];

        public void Run()
        {
            for (var i = 0; i < Length; i++)
            {
                var input = i == 0 ? _first : _buffers[(i + 1) % 2];
                _convolution.Run(
                    input.Data<float>(), 1, layer.Size, layer.Size, _buffers[i % 2].Data<float>(), layer.Padding, new Epilogue { Activation = Activation.Relu }, IntraOpPool.Serial);
            }
        }

        /// <summary>The largest difference of an output, in shares of the largest output.</summary>
        public double Difference(float[] expected)
        {
            Run();
            var actual = _buffers[(Length - 1) % 2].Data<float>().ToArray();
            return actual.Zip(expected, (a, b) => (double)Math.Abs(a - b)).Max() / expected.Max();
        }
    }
}
