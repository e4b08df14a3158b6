using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Tests.Convolution;

public sealed class PoolingTests
{
    [Theory]
    [MemberData(nameof(PackedConvolutionTests.Levels), MemberType = typeof(PackedConvolutionTests))]
    public void Max_and_Average_match_the_definition(string name)
    {
        var level = Enum.Parse<SimdLevel>(name);
        var random = new Random(3);
        for (var i = 0; i < 60; i++)
        {
            var window = new Window2D(random.Next(1, 4), random.Next(1, 4), random.Next(1, 4), random.Next(1, 4));
            var (batch, height, width, channels) = (random.Next(1, 3), random.Next(4, 10), random.Next(4, 10), random.Next(1, 40));
            var geometry = ConvolutionGeometry.Resolve(height, width, window, (PaddingScheme)random.Next(2));
            var input = Reference.Values(i, batch * height * width * channels);
            var max = new float[batch * geometry.OutputHeight * geometry.OutputWidth * channels];
            var average = new float[max.Length];

            Pooling.Max(input, batch, height, width, channels, window, geometry, max, IntraOpPool.Serial, level);
            Pooling.Average(input, batch, height, width, channels, window, geometry, average, IntraOpPool.Serial, level);

            var seen = Windows(input, height, width, channels, window, geometry, max.Length);
            Reference.ShouldMatch(max, [.. seen.Select(values => values.Max())], 0);
            Reference.ShouldMatch(average, [.. seen.Select(values => values.Average())], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(PackedConvolutionTests.Levels), MemberType = typeof(PackedConvolutionTests))]
    public void Max_passes_over_what_is_not_a_number(string name)
    {
        const int Channels = 17;
        float[] pixels = [float.NaN, 2, float.NaN, 1];
        var input = pixels.SelectMany(p => Enumerable.Repeat(p, Channels)).ToArray();
        var geometry = ConvolutionGeometry.Resolve(1, 4, new(1, 2), PaddingScheme.Valid);
        var output = new float[3 * Channels];

        Pooling.Max(input, 1, 1, 4, Channels, new(1, 2), geometry, output, IntraOpPool.Serial, Enum.Parse<SimdLevel>(name));
        output.Chunk(Channels).Select(pixel => pixel.Distinct().Single()).ShouldBe([2, 2, 1]);

        Array.Fill(input, float.NegativeInfinity);
        Pooling.Max(input, 1, 1, 4, Channels, new(1, 2), geometry, output, IntraOpPool.Serial, Enum.Parse<SimdLevel>(name));
        output.Distinct().ShouldBe([float.MinValue]);
    }

    [Fact]
    public void Average_with_SAME_does_not_count_the_padding()
    {
        var geometry = ConvolutionGeometry.Resolve(2, 2, new(3, 3), PaddingScheme.Same);
        var output = new float[4];

        Pooling.Average([4, 4, 4, 4], 1, 2, 2, 1, new(3, 3), geometry, output, IntraOpPool.Serial);

        output.ShouldBe([4, 4, 4, 4]);
    }

    private static List<List<double>> Windows(
        float[] input, int height, int width, int channels, Window2D window, ConvolutionGeometry geometry, int count)
    {
        var windows = new List<List<double>>(count);
        for (var i = 0; i < count; i++)
        {
            var (c, x, y) = (i % channels, i / channels % geometry.OutputWidth, i / channels / geometry.OutputWidth % geometry.OutputHeight);
            var n = i / channels / geometry.OutputWidth / geometry.OutputHeight;
            var values = new List<double>();
            for (var iy = (y * window.StrideHeight) - geometry.Padding.Top; iy < (y * window.StrideHeight) - geometry.Padding.Top + window.Height; iy++)
            {
                for (var ix = (x * window.StrideWidth) - geometry.Padding.Left; ix < (x * window.StrideWidth) - geometry.Padding.Left + window.Width; ix++)
                {
                    if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                    {
                        values.Add(input[(((((n * height) + iy) * width) + ix) * channels) + c]);
                    }
                }
            }

            windows.Add(values);
        }

        return windows;
    }
}
