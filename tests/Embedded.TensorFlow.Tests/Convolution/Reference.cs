using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Tests.Convolution;

/// <summary>Convolution and matrix product by definition, in double precision.</summary>
internal static class Reference
{
    public static float[] Values(int seed, long count)
    {
        var random = new Random(seed);
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
        {
            value = (random.NextSingle() * 2) - 1;
        }

        return values;
    }

    /// <summary>Filter [h, w, input channels / groups, output channels].</summary>
    public static double[] Convolve(
        float[] input, int batch, int height, int width, int channels, float[] filter, Window2D window, int outputs, int groups, ConvolutionGeometry geometry)
    {
        var (oh, ow, pad) = (geometry.OutputHeight, geometry.OutputWidth, geometry.Padding);
        var perGroup = channels / groups;
        var result = new double[batch * oh * ow * outputs];
        for (var i = 0; i < result.Length; i++)
        {
            var (o, x, y, n) = (i % outputs, i / outputs % ow, i / outputs / ow % oh, i / outputs / ow / oh);
            var firstChannel = o / (outputs / groups) * perGroup;
            for (var r = 0; r < window.Height; r++)
            {
                for (var s = 0; s < window.Width; s++)
                {
                    var iy = (y * window.StrideHeight) - pad.Top + (r * window.DilationHeight);
                    var ix = (x * window.StrideWidth) - pad.Left + (s * window.DilationWidth);
                    if (iy < 0 || iy >= height || ix < 0 || ix >= width)
                    {
                        continue;
                    }

                    for (var c = 0; c < perGroup; c++)
                    {
                        result[i] += (double)input[(((((n * height) + iy) * width) + ix) * channels) + firstChannel + c]
                            * filter[(((((r * window.Width) + s) * perGroup) + c) * outputs) + o];
                    }
                }
            }
        }

        return result;
    }

    public static double[] Multiply(float[] a, float[] b, int m, int k, int n, bool transposeA, bool transposeB)
    {
        var result = new double[m * n];
        for (var i = 0; i < result.Length; i++)
        {
            var (row, column) = (i / n, i % n);
            for (var j = 0; j < k; j++)
            {
                result[i] += (double)a[transposeA ? (j * m) + row : (row * k) + j] * b[transposeB ? (column * k) + j : (j * n) + column];
            }
        }

        return result;
    }

    public static void Finish(double[] sums, float[]? bias, float[]? residual, Activation activation)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            var value = sums[i] + (bias?[i % bias.Length] ?? 0) + (residual?[i] ?? 0);
            sums[i] = activation switch
            {
                Activation.Relu => Math.Max(0, value),
                Activation.Relu6 => Math.Clamp(value, 0, 6),
                _ => value,
            };
        }
    }

    public static void ShouldMatch(float[] actual, double[] expected, double tolerance)
    {
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < actual.Length; i++)
        {
            if (!(Math.Abs(actual[i] - expected[i]) <= tolerance))
            {
                Assert.Fail($"Value {i} of {actual.Length} is {actual[i]:R}, expected {expected[i]:R}.");
            }
        }
    }
}
