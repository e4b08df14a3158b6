using Embedded.TensorFlow.Kernels.Convolution;

namespace Benchmarks.Runtime;

/// <summary>A convolution of ResNet-50 v1.5 on one 224 × 224 image.</summary>
internal sealed record Layer(string Name, int Size, int Inputs, int Outputs, int Kernel, int Stride, bool HasResidual)
{
    public int OutputSize => Size / Stride;

    public Padding2D Padding => new(Kernel / 2, Kernel / 2, Kernel / 2, Kernel / 2);

    public double Flops => 2.0 * OutputSize * OutputSize * Outputs * Kernel * Kernel * Inputs;
}

/// <summary>All 53 convolutions, equal ones counted.</summary>
internal static class ResNet50Layers
{
    public static IEnumerable<(Layer Layer, int Count)> All()
    {
        yield return (new("stem", 224, 3, 64, 7, 2, false), 1);
        var size = 56;
        var inputs = 64;
        (int Width, int Blocks)[] stages = [(64, 3), (128, 4), (256, 6), (512, 3)];
        for (var stage = 1; stage <= stages.Length; stage++)
        {
            var (width, blocks) = stages[stage - 1];
            var stride = stage == 1 ? 1 : 2;
            var output = size / stride;
            var name = $"stage {stage} ";
            yield return (new(name + "shortcut", size, inputs, 4 * width, 1, stride, false), 1);
            yield return (new(name + "first conv1", size, inputs, width, 1, 1, false), 1);
            yield return (new(name + "first conv2", size, width, width, 3, stride, false), 1);
            yield return (new(name + "conv3", output, width, 4 * width, 1, 1, true), blocks);
            yield return (new(name + "conv1", output, 4 * width, width, 1, 1, false), blocks - 1);
            yield return (new(name + "conv2", output, width, width, 3, 1, false), blocks - 1);
            (size, inputs) = (output, 4 * width);
        }
    }
}
