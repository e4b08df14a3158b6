namespace Benchmarks.Runtime.Networks;

/// <summary>
/// MobileNet-v2 of width 1 on 224 × 224 images: inverted residuals around depthwise convolutions, 3.5 million weights, 300 million multiply-adds.
/// Weights are random, the work is not.
/// </summary>
internal sealed class MobileNet : INetwork
{
    private const int Size = 224, Colours = 3, Stem = 32, Last = 1280, Seed = 2;

    /// <summary>Factor of widening, channels, number and first stride of the blocks (table 2 of the paper).</summary>
    private static readonly (int Widening, int Channels, int Blocks, int Stride)[] s_stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    public string Name => "MobileNet-v2";

    public IReadOnlyList<long> Example { get; } = [Size, Size, Colours];

    public int Classes => 1000;

    public void Write(INetworkWriter writer)
    {
        var draw = new Draw(Seed);
        var x = writer.Image(writer.Input([-1, .. Example]));
        x = writer.Relu6(Convolved(writer, draw, x, 3, Colours, Stem, 2));
        var inputs = Stem;
        foreach (var (widening, channels, blocks, stride) in s_stages)
        {
            for (var block = 0; block < blocks; block++)
            {
                x = Block(writer, draw, x, (inputs, channels), widening, block == 0 ? stride : 1);
                inputs = channels;
            }
        }

        x = writer.Relu6(Convolved(writer, draw, x, 1, inputs, Last, 1));
        x = writer.Dense(writer.ImageMean(x), draw.Weights(Last * Classes, Last), draw.Around(0, 0.1f, Classes));
        writer.Output(x, [-1, Classes]);
    }

    private static string Block(INetworkWriter writer, Draw draw, string x, (int Inputs, int Outputs) channels, int widening, int stride)
    {
        var wide = widening * channels.Inputs;
        var inner = widening == 1 ? x : writer.Relu6(Convolved(writer, draw, x, 1, channels.Inputs, wide, 1));
        inner = writer.Depthwise(inner, draw.Weights(9 * wide, 9), wide, stride);
        inner = writer.Relu6(Normalised(writer, draw, inner, wide));
        inner = Convolved(writer, draw, inner, 1, wide, channels.Outputs, 1);
        return stride == 1 && channels.Inputs == channels.Outputs ? writer.Add(x, inner) : inner;
    }

    private static string Convolved(INetworkWriter writer, Draw draw, string x, int size, int inputs, int outputs, int stride)
    {
        var filter = draw.Weights(size * size * inputs * outputs, size * size * inputs);
        return Normalised(writer, draw, writer.Convolution(x, filter, size, inputs, outputs, stride), outputs);
    }

    private static string Normalised(INetworkWriter writer, Draw draw, string x, int channels)
        => writer.Normalised(x, draw.Around(1, 0.25f, channels), draw.Around(0.25f, 0.25f, channels), draw.Around(0, 0.1f, channels), draw.Around(1, 0.25f, channels));
}
