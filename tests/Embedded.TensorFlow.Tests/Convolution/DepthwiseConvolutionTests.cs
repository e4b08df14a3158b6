using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Tests.Convolution;

public sealed class DepthwiseConvolutionTests
{
    [Theory]
    [MemberData(nameof(PackedConvolutionTests.Levels), MemberType = typeof(PackedConvolutionTests))]
    public void Run_matches_a_convolution_of_as_many_groups(string level)
    {
        var kernel = MicroKernel.Of(Enum.Parse<SimdLevel>(level));
        var random = new Random(5);
        for (var i = 0; i < 60; i++)
        {
            var window = new Window2D(random.Next(1, 6), random.Next(1, 6), random.Next(1, 4), random.Next(1, 4), random.Next(1, 3), random.Next(1, 3));
            var (batch, height, width) = (random.Next(1, 3), window.ExtentHeight + random.Next(12), window.ExtentWidth + random.Next(12));
            var (channels, multiplier) = (random.Next(1, 40), random.Next(3) == 0 ? 2 : 1);
            var padding = new Padding2D(random.Next(4), random.Next(4), random.Next(4), random.Next(4));
            var geometry = ConvolutionGeometry.Resolve(height, width, window, (PaddingScheme)random.Next(3), padding);
            var input = Reference.Values(i, batch * height * width * channels);
            var filter = Reference.Values(i + 1, window.Height * window.Width * channels * multiplier);
            var bias = Reference.Values(i + 2, channels * multiplier);
            var expected = Reference.Convolve(input, batch, height, width, channels, filter, window, channels * multiplier, channels, geometry);
            var residual = Reference.Values(i + 3, expected.Length);
            Reference.Finish(expected, bias, residual, Activation.Relu6);
            var actual = new float[expected.Length];

            DepthwiseConvolution.Create(filter, window, channels, multiplier, kernel).Run(
                input, batch, height, width, actual, geometry.Padding, new Epilogue { Bias = bias, Residual = residual, Activation = Activation.Relu6 }, IntraOpPool.Serial);

            Reference.ShouldMatch(actual, expected, 1e-5);
        }
    }

    [Fact]
    public void Run_on_several_threads_matches()
    {
        using var pool = new IntraOpPool(3);
        var (window, geometry) = (new Window2D(3, 3), new ConvolutionGeometry(60, 60, new(1, 1, 1, 1)));
        var (input, filter) = (Reference.Values(1, 60 * 60 * 70), Reference.Values(2, 9 * 70));
        var actual = new float[input.Length];

        DepthwiseConvolution.Create(filter, window, 70, 1).Run(input, 1, 60, 60, actual, geometry.Padding, default, pool);

        Reference.ShouldMatch(actual, Reference.Convolve(input, 1, 60, 60, 70, filter, window, 70, 70, geometry), 1e-5);
    }

    [Fact]
    public void Run_of_a_window_wider_than_the_image_matches()
    {
        var window = new Window2D(5, 5);
        var geometry = ConvolutionGeometry.Resolve(2, 2, window, PaddingScheme.Same);
        var (input, filter) = (Reference.Values(1, 2 * 2 * 17), Reference.Values(2, 25 * 17));
        var actual = new float[2 * 2 * 17];

        DepthwiseConvolution.Create(filter, window, 17, 1).Run(input, 1, 2, 2, actual, geometry.Padding, default, IntraOpPool.Serial);

        Reference.ShouldMatch(actual, Reference.Convolve(input, 1, 2, 2, 17, filter, window, 17, 17, geometry), 1e-5);
    }

    [Fact]
    public void Create_with_another_length_throws() =>
        Should.Throw<ArgumentException>(() => DepthwiseConvolution.Create(new float[8], new(3, 3), 1, 1)).ParamName.ShouldBe("filter");
}
