using Embedded.TensorFlow.Kernels.Convolution;

namespace Embedded.TensorFlow.Tests.Convolution;

public sealed class ConvolutionGeometryTests
{
    [Theory]
    [InlineData(224, 7, 2, 1, 112, 2, 3)]
    [InlineData(225, 3, 2, 1, 113, 1, 1)]
    [InlineData(5, 1, 2, 1, 3, 0, 0)]
    [InlineData(5, 3, 1, 2, 5, 2, 2)]
    [InlineData(1, 4, 1, 1, 1, 1, 2)]
    public void Same_keeps_the_size_over_the_stride_and_pads_more_behind(
        int size, int kernel, int stride, int dilation, int outputs, int before, int after)
    {
        var geometry = ConvolutionGeometry.Resolve(size, size, new(kernel, kernel, stride, stride, dilation, dilation), PaddingScheme.Same);

        geometry.ShouldBe(new(outputs, outputs, new(before, after, before, after)));
    }

    [Theory]
    [InlineData(10, 3, 1, 1, 8)]
    [InlineData(10, 3, 2, 1, 4)]
    [InlineData(10, 3, 1, 4, 2)]
    [InlineData(2, 3, 1, 1, 0)]
    [InlineData(1, 3, 1, 1, -1)]
    public void Valid_counts_the_windows_inside(int size, int kernel, int stride, int dilation, int outputs) =>
        ConvolutionGeometry.Resolve(size, size, new(kernel, kernel, stride, stride, dilation, dilation), PaddingScheme.Valid)
            .ShouldBe(new(outputs, outputs, Padding2D.None));

    [Fact]
    public void Explicit_adds_the_padding_to_the_image() =>
        ConvolutionGeometry.Resolve(224, 224, new(7, 7, 2, 2), PaddingScheme.Explicit, new(3, 3, 3, 3)).OutputHeight.ShouldBe(112);
}
