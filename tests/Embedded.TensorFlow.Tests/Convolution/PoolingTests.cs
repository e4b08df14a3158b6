using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Tests.Convolution;

public sealed class PoolingTests
{
    [Fact]
    public void Max_and_Average_match_the_definition()
    {
        var random = new Random(3);
        for (var i = 0; i < 60; i++)
        {
            var window = new Window2D(random.Next(1, 4), random.Next(1, 4), random.Next(1, 4), random.Next(1, 4));
            var (batch, height, width, channels) = (random.Next(1, 3), random.Next(4, 10), random.Next(4, 10), random.Next(1, 40));
            var geometry = ConvolutionGeometry.Resolve(height, width, window, (PaddingScheme)random.Next(2));
            var input = Reference.Values(i, batch * height * width * channels);
            var max = new float[batch * geometry.OutputHeight * geometry.OutputWidth * channels];
            var average = new float[max.Length];

            Pooling.Max(input, batch, height, width, channels, window, geometry, max, IntraOpPool.Serial);
            Pooling.Average(input, batch, height, width, channels, window, geometry, average, IntraOpPool.Serial);

            var seen = Windows(input, height, width, channels, window, geometry, max.Length);
            Reference.ShouldMatch(max, [.. seen.Select(values => values.Max())], 0);
            Reference.ShouldMatch(average, [.. seen.Select(values => values.Average())], 1e-6);
        }
    }

    [Fact]
    public void Average_with_SAME_does_not_count_the_padding()
    {
        var geometry = ConvolutionGeometry.Resolve(2, 2, new(3, 3), PaddingScheme.Same);
        var output = new float[4];

        Pooling.Average([4, 4, 4, 4], 1, 2, 2, 1, new(3, 3), geometry, output, IntraOpPool.Serial);

        output.ShouldBe([4, 4, 4, 4]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Depthwise_matches_a_convolution_of_as_many_groups(int multiplier)
    {
        var window = new Window2D(3, 3, 2, 1, 1, 2);
        var geometry = ConvolutionGeometry.Resolve(9, 8, window, PaddingScheme.Same);
        var input = Reference.Values(1, 2 * 9 * 8 * 19);
        var filter = Reference.Values(2, 9 * 19 * multiplier);
        var bias = Reference.Values(3, 19 * multiplier);
        var expected = Reference.Convolve(input, 2, 9, 8, 19, filter, window, 19 * multiplier, 19, geometry);
        var residual = Reference.Values(4, expected.Length);
        Reference.Finish(expected, bias, residual, Activation.Relu6);
        var actual = new float[expected.Length];

        DepthwiseConvolution.Create(filter, window, 19, multiplier).Run(
            input, 2, 9, 8, actual, geometry.Padding, new Epilogue { Bias = bias, Residual = residual, Activation = Activation.Relu6 }, IntraOpPool.Serial);

        Reference.ShouldMatch(actual, expected, 1e-5);
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
