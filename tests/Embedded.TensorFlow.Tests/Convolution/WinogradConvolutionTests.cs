using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Tests.Convolution;

public sealed class WinogradConvolutionTests
{
    // Largest deviation over random images with values in [-1, 1] and some 576 products to a sum: direct sums reach 2e-6.
    private const double Tolerance = 1e-4;

    private static readonly Window2D s_window = new(3, 3);

    [Theory]
    [MemberData(nameof(PackedConvolutionTests.Levels), MemberType = typeof(PackedConvolutionTests))]
    public void Run_matches_the_definition(string level)
    {
        var kernel = MicroKernel.Of(Enum.Parse<SimdLevel>(level));
        var random = new Random(11);
        for (var i = 0; i < 12; i++)
        {
            var padding = new Padding2D(random.Next(3), random.Next(3), random.Next(3), random.Next(3));
            Check(kernel, random.Next(1, 4), random.Next(3, 20), random.Next(3, 20), 32, 32 * random.Next(1, 3), padding, IntraOpPool.Serial);
        }
    }

    [Theory]
    [MemberData(nameof(PackedConvolutionTests.Levels), MemberType = typeof(PackedConvolutionTests))]
    public void Run_of_a_wide_layer_matches_the_definition(string level)
    {
        var kernel = MicroKernel.Of(Enum.Parse<SimdLevel>(level));
        Check(kernel, 1, 7, 6, 160, 128, new(1, 1, 1, 1), IntraOpPool.Serial);
        Check(kernel, 2, 5, 4, 128, 160, new(0, 2, 1, 0), IntraOpPool.Serial);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_on_several_threads_matches_the_definition(int threads)
    {
        using var pool = new IntraOpPool(threads);
        Check(MicroKernel.Current, 1, 7, 8, 64, 96, new(1, 1, 1, 1), pool);
        Check(MicroKernel.Current, 2, 30, 30, 32, 64, new(1, 1, 1, 1), pool);
        Check(MicroKernel.Current, 1, 14, 14, 160, 128, new(1, 1, 1, 1), pool);
    }

    [Fact]
    public void Suits_only_wide_layers_of_stride_one()
    {
        var kernel = MicroKernel.Of(SimdLevel.Vector512);

        WinogradConvolution.Suits(kernel, s_window, 64, 64, 1).ShouldBeTrue();
        WinogradConvolution.Suits(kernel, new(3, 3, 2, 2), 64, 64, 1).ShouldBeFalse();
        WinogradConvolution.Suits(kernel, new(3, 3, 1, 1, 2, 2), 64, 64, 1).ShouldBeFalse();
        WinogradConvolution.Suits(kernel, s_window, 16, 64, 1).ShouldBeFalse();
        WinogradConvolution.Suits(kernel, s_window, 64, 72, 1).ShouldBeFalse();
        WinogradConvolution.Suits(kernel, s_window, 64, 64, 2).ShouldBeFalse();
        WinogradConvolution.Suits(kernel, s_window, 512, 512, 1).ShouldBeFalse();
    }

    private static void Check(
        MicroKernel kernel, int batch, int height, int width, int channels, int outputs, Padding2D padding, IntraOpPool pool)
    {
        WinogradConvolution.Suits(kernel, s_window, channels, outputs, 1).ShouldBeTrue();
        var geometry = ConvolutionGeometry.Resolve(height, width, s_window, PaddingScheme.Explicit, padding);
        var input = Reference.Values(height, batch * height * width * channels);
        var filter = Reference.Values(width, 9 * channels * outputs);
        var bias = Reference.Values(3, outputs);
        var expected = Reference.Convolve(input, batch, height, width, channels, filter, s_window, outputs, 1, geometry);
        var residual = Reference.Values(4, expected.Length);
        Reference.Finish(expected, bias, residual, Activation.Relu6);
        var actual = new float[expected.Length];
        var convolution = PackedConvolution.Create(filter, s_window, channels, outputs, kernel: kernel);

        convolution.Run(
            input, batch, height, width, actual, padding, new Epilogue { Bias = bias, Residual = residual, Activation = Activation.Relu6 }, pool);

        Reference.ShouldMatch(actual, expected, Tolerance);
    }
}
