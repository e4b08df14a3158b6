using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class ResizeTests
{
    [Theory]
    [InlineData(false, false, new float[] { 0, 0, 1, 1, 2, 2 })]
    [InlineData(false, true, new float[] { 0, 0, 1, 1, 2, 2 })]
    [InlineData(true, false, new float[] { 0, 0, 1, 1, 2, 2 })]
    public void Nearest_repeats_pixels(bool corners, bool centers, float[] expected) => Kernel.Run(
        "ResizeNearestNeighbor", [("align_corners", corners), ("half_pixel_centers", centers)], Kernel.Sequence(1, 1, 3, 1), Kernel.Ints(1, 6)).Data<float>().ToArray().ShouldBe(expected);

    [Fact]
    public void Area_takes_the_mean_of_what_is_covered() =>
        Kernel.Run("ResizeArea", Kernel.Sequence(1, 2, 4, 1), Kernel.Ints(1, 2)).Data<float>().ToArray().ShouldBe([2.5f, 4.5f]);

    [Theory]
    [InlineData("ResizeBicubic")]
    [InlineData("ResizeArea")]
    [InlineData("ResizeNearestNeighbor")]
    public void The_same_size_gives_the_same_image(string op)
    {
        var x = TestGraph.Random(1, 1, 4, 5, 2);

        TestGraph.ShouldMatch(Kernel.Run(op, x, Kernel.Ints(4, 5)), x, 1e-5);
    }

    [Theory]
    [InlineData("triangle")]
    [InlineData("lanczos3")]
    [InlineData("gaussian")]
    [InlineData("keyscubic")]
    [InlineData("mitchellcubic")]
    [InlineData("box")]
    public void ScaleAndTranslate_keeps_an_even_image_even(string kernel)
    {
        var x = Kernel.Run("Fill", Kernel.Ints(1, 5, 7, 1), Tensor.Scalar(3f));

        var result = Kernel.Run("ScaleAndTranslate", [("kernel_type", kernel)], x, Kernel.Ints(3, 4), Kernel.Floats(0.6f, 4 / 7f), Kernel.Floats(0, 0));

        result.Data<float>().ToArray().ShouldAllBe(v => Math.Abs(v - 3) < 1e-5);
    }

    [Fact]
    public void CropAndResize_cuts_boxes_and_fills_what_lies_outside()
    {
        var x = Kernel.Sequence(1, 3, 3, 1);

        var result = Kernel.Run("CropAndResize", [("extrapolation_value", -1f)], x, Tensor.From<float>([2, 4], 0, 0, 1, 1, 0, 0, 2, 2), Kernel.Ints(0, 0), Kernel.Ints(2, 2));

        result.Data<float>().ToArray().ShouldBe([0, 2, 6, 8, 0, -1, -1, -1]);
        Should.Throw<TensorFlowException>(() => Kernel.Run("CropAndResize", x, Tensor.From<float>([1, 4], 0, 0, 1, 1), Kernel.Ints(4), Kernel.Ints(2, 2))).Code.ShouldBe(StatusCode.OutOfRange);
    }

    [Fact]
    public void Colours_go_to_HSV_and_back()
    {
        Kernel.Run("RGBToHSV", Kernel.Floats(1, 0.5f, 0.5f)).Data<float>().ToArray().ShouldBe([0, 0.5f, 1]);
        Kernel.Run("RGBToHSV", Kernel.Floats(0, 0, 1)).Data<float>()[0].ShouldBe(2f / 3, 1e-6);
        var x = Kernel.Floats(0.2f, 0.7f, 0.4f);
        TestGraph.ShouldMatch(Kernel.Run("HSVToRGB", Kernel.Run("RGBToHSV", x)), x, 1e-6);
        x = Tensor.From<float>([1, 1, 3], 0.2f, 0.7f, 0.4f);
        TestGraph.ShouldMatch(Kernel.Run("AdjustHue", x, Tensor.Scalar(1f)), x, 1e-6);
        Kernel.Run("AdjustSaturation", x, Tensor.Scalar(0f)).Data<float>().ToArray().ShouldBe([0.7f, 0.7f, 0.7f], 1e-6);
        Kernel.Run("AdjustContrastv2", Tensor.From<float>([1, 2, 1], 1, 3), Tensor.Scalar(2f)).Data<float>().ToArray().ShouldBe([0, 4]);
    }

    [Fact]
    public void Patches_lie_in_the_channels()
    {
        var result = Kernel.Run(
            "ExtractImagePatches", [("ksizes", new[] { 1, 2, 2, 1 }), ("strides", new[] { 1, 1, 1, 1 }), ("rates", new[] { 1, 1, 1, 1 }), ("padding", "VALID")], Kernel.Sequence(1, 2, 3, 1));

        result.Shape.ToArray().ShouldBe([1, 1, 2, 4]);
        result.Data<float>().ToArray().ShouldBe([0, 1, 3, 4, 1, 2, 4, 5]);
        Kernel.Run(
            "Dilation2D", [("strides", new[] { 1, 1, 1, 1 }), ("rates", new[] { 1, 1, 1, 1 }), ("padding", "VALID")], Kernel.Sequence(1, 2, 2, 1), Tensor.From<float>([2, 2, 1], 9, 0, 0, 0))
            .Data<float>().ToArray().ShouldBe([9]);
    }

    [Fact]
    public void NonMaxSuppression_drops_what_overlaps_a_better_box()
    {
        var boxes = Tensor.From<float>([3, 4], 0, 0, 1, 1, 0, 0.1f, 1, 1.1f, 0, 5, 1, 6);
        var scores = Kernel.Floats(0.8f, 0.9f, 0.3f);

        Kernel.Run("NonMaxSuppressionV3", boxes, scores, Tensor.Scalar(3), Tensor.Scalar(0.5f), Tensor.Scalar(0f)).Data<int>().ToArray().ShouldBe([1, 2]);
        Kernel.Run("NonMaxSuppressionV3", boxes, scores, Tensor.Scalar(3), Tensor.Scalar(0.5f), Tensor.Scalar(0.5f)).Data<int>().ToArray().ShouldBe([1]);
        var padded = Kernel.All("NonMaxSuppressionV4", 2, [("pad_to_max_output_size", true)], boxes, scores, Tensor.Scalar(3), Tensor.Scalar(0.5f), Tensor.Scalar(0f));
        padded[0].Data<int>().ToArray().ShouldBe([1, 2, 0]);
        padded[1].Data<int>()[0].ShouldBe(2);
        var soft = Kernel.All("NonMaxSuppressionV5", 3, [], boxes, scores, Tensor.Scalar(3), Tensor.Scalar(1f), Tensor.Scalar(0f), Tensor.Scalar(0.25f));
        soft[0].Data<int>().ToArray().ShouldBe([1, 2, 0]);
        soft[1].Data<float>()[2].ShouldBeLessThan(0.3f);
    }
}
