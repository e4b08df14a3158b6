using Benchmarks.Results;
using Embedded.TensorFlow;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Gemm;
using Rollcall.Tests;

namespace Benchmarks.Runtime;

/// <summary>Every convolution of ResNet-50 alone, and matrix products of common shapes, beside the machine's multiply-add peak.</summary>
internal sealed class KernelSuite : ISuite
{
    private static readonly Figure s_pointwise = new("1×1 convolutions of ResNet-50 ÷ multiply-add peak, mean") { Must = new Goal(AtLeast: true, 0.85), Aim = new Goal(AtLeast: true, 0.93) };
    private static readonly Figure s_all = new("all 53 convolutions of ResNet-50, one thread", "ms");
    private static readonly Figure s_peak = new("multiply-add peak, one thread", "GFLOP/s");

    private static readonly (string Name, int M, int K, int N)[] s_products =
    [
        ("ResNet-50 head, one image", 1, 2048, 1000),
        ("ResNet-50 head, batch of 8", 8, 2048, 1000),
        ("transformer projection", 128, 256, 256),
        ("transformer scores", 128, 64, 128),
        ("square", 1024, 1024, 1024),
    ];

    public string Name => "kernels";

    public string Question => "Every convolution of ResNet-50 alone, and matrix products of common shapes, beside the machine's multiply-add peak and ONNX Runtime.";

    public IReadOnlyList<Figure> Figures { get; } = [s_pointwise, ConvolutionChains.Ratio, ConvolutionChains.Difference, s_all, s_peak];

    public Task RunAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        using var pool = new IntraOpPool(Environment.ProcessorCount);
        var peak = Enumerable.Range(0, 5).Max(_ => FmaPeak.Measure());
        Convolutions(context, peak, pool);
        if (ConvolutionChains.Ratio.Missing is null)
        {
            ConvolutionChains.Run(context);
            context.Line();
        }

        Depthwise(context, peak);
        Products(context, peak);
        context.Line();
        context.Line($"Peak before and after: {peak:F0} and {FmaPeak.Measure():F0} GFLOP/s on one thread.");
        context.Measured(s_peak, peak);
        return Task.CompletedTask;
    }

    private static void Convolutions(SuiteContext context, double peak, IntraOpPool pool)
    {
        context.Line($"Kernels: {SimdLevels.Current}. Best of 25 runs; bias, residual and ReLU included, weights and input from warm caches.");
        context.Line($"Operations are counted by definition, so that Winograd's algorithm exceeds the peak.");
        context.Line();
        context.Line($"| layer | count | image | channels | kernel | GFLOP/s | of peak | ms | ms, {pool.Parallelism} threads |");
        context.Line($"|---|---|---|---|---|---|---|---|---|");
        double flops = 0, seconds = 0, shared = 0, pointwise = 0;
        var pointwiseLayers = 0;
        foreach (var (layer, count) in ResNet50Layers.All())
        {
            var best = Time(layer, IntraOpPool.Serial);
            var bestShared = Time(layer, pool);
            flops += count * layer.Flops;
            seconds += count * best;
            shared += count * bestShared;
            var rate = layer.Flops / best / 1e9;
            if (layer.Kernel == 1)
            {
                pointwise += count * rate / peak;
                pointwiseLayers += count;
            }

            context.Line(
                $"| {layer.Name} | {count} | {layer.Size}² | {layer.Inputs} → {layer.Outputs} | {layer.Kernel}² / {layer.Stride} | {rate:F0} | {rate / peak:P0} | {best * 1e3:F3} | {bestShared * 1e3:F3} |");
        }

        context.Line();
        context.Line($"All 53 convolutions: **{seconds * 1e3:F1} ms**, {flops / seconds / 1e9:F0} GFLOP/s; direct sums at the peak would take {flops / peak / 1e6:F1} ms. On {pool.Parallelism} threads {shared * 1e3:F1} ms.");
        context.Measured(s_all, seconds * 1e3);
        context.Measured(s_pointwise, pointwise / pointwiseLayers);
        context.Line($"1 × 1 convolutions reach {pointwise / pointwiseLayers:P0} of the peak on average.");
        context.Line();
    }

    private static void Depthwise(SuiteContext context, double peak)
    {
        context.Line($"| depthwise 3 × 3 | image | GFLOP/s | of peak | ms |");
        context.Line($"|---|---|---|---|---|");
        foreach (var (channels, size, stride) in new[] { (32, 112, 1), (96, 112, 2), (144, 56, 1), (192, 28, 1), (384, 14, 1), (960, 7, 1) })
        {
            var convolution = DepthwiseConvolution.Create(Values(9 * channels).Data<float>(), new(3, 3, stride, stride), channels, 1);
            var (input, output) = (Values(size * size * channels), Values(size * size * channels / stride / stride));
            var padding = new Padding2D(1, 1, 1, 1);
            var (best, _) = Measure.Seconds(
                () => convolution.Run(input.Data<float>(), 1, size, size, output.Data<float>(), padding, new Epilogue { Activation = Activation.Relu6 }, IntraOpPool.Serial));
            var rate = 2.0 * 9 * output.ElementCount / best / 1e9;
            context.Line($"| {channels} channels, stride {stride} | {size}² | {rate:F0} | {rate / peak:P0} | {best * 1e3:F3} |");
        }

        context.Line();
    }

    private static void Products(SuiteContext context, double peak)
    {
        context.Line($"| product | m, k, n | packed, GFLOP/s | of peak | unpacked, GFLOP/s |");
        context.Line($"|---|---|---|---|---|");
        foreach (var (name, m, k, n) in s_products)
        {
            var (a, b, c) = (Values(m * k), Values(k * n), Values(m * n));
            var packed = PackedMatMul.Create(b.Data<float>(), k, n);
            var flops = 2.0 * m * k * n / 1e9;
            var best = flops / Measure.Seconds(() => packed.Run(a.Data<float>(), m, c.Data<float>(), default, IntraOpPool.Serial)).Best;
            var unpacked = flops / Measure.Seconds(() => MatMul.Run(a.Data<float>(), b.Data<float>(), c.Data<float>(), m, k, n, false, false, default, IntraOpPool.Serial)).Best;
            context.Line($"| {name} | {m}, {k}, {n} | {best:F0} | {best / peak:P0} | {unpacked:F0} |");
        }
    }

    // Tensors lie on cache lines, arrays do not: wide vectors that straddle two lines take twice as long.
    private static Tensor Values(int count)
    {
        var random = new Random(1);
        var tensor = Tensor.Create(DataType.Float, [count]);
        foreach (ref var value in tensor.Data<float>())
        {
            value = random.NextSingle() - 0.5f;
        }

        return tensor;
    }

    private static double Time(Layer layer, IntraOpPool pool)
    {
        var input = Values(layer.Size * layer.Size * layer.Inputs);
        var filter = Values(layer.Kernel * layer.Kernel * layer.Inputs * layer.Outputs);
        var bias = Values(layer.Outputs);
        var output = Values(layer.OutputSize * layer.OutputSize * layer.Outputs);
        var residual = Values(layer.HasResidual ? (int)output.ElementCount : 0);
        var convolution = PackedConvolution.Create(
            filter.Data<float>(), new(layer.Kernel, layer.Kernel, layer.Stride, layer.Stride), layer.Inputs, layer.Outputs);
        var (best, _) = Measure.Seconds(() =>
        {
            var epilogue = new Epilogue { Bias = bias.Data<float>(), Residual = residual.Data<float>(), Activation = Activation.Relu };
            convolution.Run(input.Data<float>(), 1, layer.Size, layer.Size, output.Data<float>(), layer.Padding, epilogue, pool);
        });
        return best;
    }
}
