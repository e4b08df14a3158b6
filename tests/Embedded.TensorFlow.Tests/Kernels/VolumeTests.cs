using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class VolumeTests
{
    [Theory]
    [InlineData("SAME", 2, 1)]
    [InlineData("VALID", 1, 1)]
    [InlineData("VALID", 1, 2)]
    public void Conv3D_of_a_flat_volume_equals_Conv2D(string padding, int stride, int dilation)
    {
        var (x, filter) = (TestGraph.Random(1, 2, 7, 6, 3), TestGraph.Random(2, 3, 2, 3, 4));
        (string, object)[] flat = [("strides", new[] { 1, stride, stride, 1 }), ("dilations", new[] { 1, dilation, dilation, 1 }), ("padding", padding)];
        (string, object)[] deep = [("strides", new[] { 1, 1, stride, stride, 1 }), ("dilations", new[] { 1, 1, dilation, dilation, 1 }), ("padding", padding)];

        var expected = Kernel.Run("Conv2D", flat, x, filter);
        var actual = Kernel.Run("Conv3D", deep, Reshape(x, 2, 1, 7, 6, 3), Reshape(filter, 1, 3, 2, 3, 4));

        TestGraph.ShouldMatch(Reshape(actual, expected.Shape.ToArray()), expected, 1e-4);
    }

    // Moving weights to the other side of a scalar product: <conv(x), y> = <x, transposed(y)>.
    [Theory]
    [InlineData("SAME", 1, 5, 5)]
    [InlineData("SAME", 2, 5, 6)]
    [InlineData("VALID", 2, 7, 6)]
    [InlineData("SAME", 3, 7, 4)]
    public void Transposed_convolution_is_the_adjoint_of_the_convolution(string padding, int stride, int height, int width)
    {
        (string, object)[] attributes = [("strides", new[] { 1, stride, stride, 1 }), ("padding", padding)];
        var (x, filter) = (TestGraph.Random(1, 2, height, width, 3), TestGraph.Random(2, 3, 3, 3, 4));
        var forward = Kernel.Run("Conv2D", attributes, x, filter);
        var y = TestGraph.Random(3, forward.Shape.ToArray());

        var back = Kernel.Run("Conv2DBackpropInput", attributes, Kernel.Ints(2, height, width, 3), filter, y);

        Dot(x, back).ShouldBe(Dot(forward, y), 1e-3);
        var sizes = Kernel.Run("Conv2DBackpropInput", attributes, Kernel.Ints(height, width), filter, y);
        TestGraph.ShouldMatch(sizes, back, 0);
    }

    [Fact]
    public void Transposed_convolution_refuses_a_size_that_does_not_fit()
    {
        var error = Should.Throw<TensorFlowException>(() => Kernel.Run(
            "Conv2DBackpropInput", [("strides", new[] { 1, 2, 2, 1 }), ("padding", "SAME")], Kernel.Ints(1, 9, 9, 1), TestGraph.Random(1, 3, 3, 1, 1), TestGraph.Random(2, 1, 4, 4, 1)));

        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldContain("actual = 4, computed = 5");
    }

    [Fact]
    public void Pooling_of_a_flat_volume_equals_pooling_of_an_image()
    {
        var x = TestGraph.Random(4, 1, 5, 7, 3);
        foreach (var op in new[] { "MaxPool", "AvgPool" })
        {
            var expected = Kernel.Run(op, [("ksize", new[] { 1, 3, 2, 1 }), ("strides", new[] { 1, 2, 2, 1 }), ("padding", "SAME")], x);
            var actual = Kernel.Run(
                op + "3D", [("ksize", new[] { 1, 1, 3, 2, 1 }), ("strides", new[] { 1, 1, 2, 2, 1 }), ("padding", "SAME")], Reshape(x, 1, 1, 5, 7, 3));

            TestGraph.ShouldMatch(Reshape(actual, expected.Shape.ToArray()), expected, 1e-6);
        }
    }

    [Fact]
    public void MaxPoolWithArgmax_tells_where_the_largest_lies()
    {
        var x = Tensor.From<float>([2, 1, 2, 1], 1, 5, 7, 2);
        (string, object)[] attributes = [("ksize", new[] { 1, 1, 2, 1 }), ("strides", new[] { 1, 1, 2, 1 }), ("padding", "VALID")];

        var result = Kernel.All("MaxPoolWithArgmax", 2, attributes, x);

        result[0].Data<float>().ToArray().ShouldBe([5, 7]);
        result[1].Data<long>().ToArray().ShouldBe([1, 0]);
        Kernel.All("MaxPoolWithArgmax", 2, [.. attributes, ("include_batch_in_index", true)], x)[1].Data<long>().ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void LRN_divides_by_the_neighbours()
    {
        var result = Kernel.Run("LRN", [("depth_radius", 1), ("bias", 1f), ("alpha", 1f), ("beta", 1f)], Tensor.From<float>([1, 1, 1, 3], 1, 2, 3));

        result.Data<float>().ToArray().ShouldBe([1f / 6, 2f / 15, 3f / 14], 1e-6);
    }

    private static Tensor Reshape(Tensor x, params long[] shape) => Kernel.Run("Reshape", x, Kernel.Longs(shape));

    private static double Dot(Tensor x, Tensor y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.ElementCount; i++)
        {
            sum += (double)x.Data<float>()[i] * y.Data<float>()[i];
        }

        return sum;
    }
}
