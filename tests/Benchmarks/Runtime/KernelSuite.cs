using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Benchmarks.Runtime;

/// <summary>Every convolution of ResNet-50 alone on one thread, beside the machine's multiply-add peak.</summary>
internal static class KernelSuite
{
    public static void Run(Report report)
    {
        var before = FmaPeak.Measure();
        report.Line($"Kernels: {SimdLevels.Current}. Best of 9 runs; bias, residual and ReLU included, weights and input from warm caches.");
        report.Line();
        report.Line($"| layer | count | image | channels | kernel | GFLOP/s | of peak | ms |");
        report.Line($"|---|---|---|---|---|---|---|---|");
        double flops = 0, seconds = 0;
        foreach (var (layer, count) in ResNet50Layers.All())
        {
            var best = Time(layer);
            flops += count * layer.Flops;
            seconds += count * best;
            var rate = layer.Flops / best / 1e9;
            report.Line(
                $"| {layer.Name} | {count} | {layer.Size}² | {layer.Inputs} → {layer.Outputs} | {layer.Kernel}² / {layer.Stride} | {rate:F0} | {rate / before:P0} | {best * 1e3:F3} |");
        }

        var after = FmaPeak.Measure();
        var peak = Math.Max(before, after);
        report.Line();
        report.Line($"Peak before and after: {before:F0} and {after:F0} GFLOP/s on one thread.");
        report.Line(
            $"All 53 convolutions: **{seconds * 1e3:F1} ms**, {flops / seconds / 1e9:F0} GFLOP/s, {flops / seconds / 1e9 / peak:P0} of the peak ({flops / peak / 1e6:F1} ms).");
    }

    private static double Time(Layer layer)
    {
        var random = new Random(1);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        var input = Values(layer.Size * layer.Size * layer.Inputs);
        var filter = Values(layer.Kernel * layer.Kernel * layer.Inputs * layer.Outputs);
        var bias = Values(layer.Outputs);
        var output = new float[layer.OutputSize * layer.OutputSize * layer.Outputs];
        var residual = layer.HasResidual ? Values(output.Length) : [];
        var convolution = PackedConvolution.Create(
            filter, new(layer.Kernel, layer.Kernel, layer.Stride, layer.Stride), layer.Inputs, layer.Outputs);
        var (best, _) = Measure.Seconds(() =>
        {
            var epilogue = new Epilogue { Bias = bias, Residual = residual, Activation = Activation.Relu };
            convolution.Run(input, 1, layer.Size, layer.Size, output, layer.Padding, epilogue, IntraOpPool.Serial);
        });
        return best;
    }
}
