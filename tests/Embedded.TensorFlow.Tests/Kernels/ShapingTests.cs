using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class ShapingTests
{
    [Theory]
    [InlineData(new[] { 2, -1 }, new long[] { 2, 6 })]
    [InlineData(new[] { -1 }, new long[] { 12 })]
    [InlineData(new[] { 1, 3, 2, 2 }, new long[] { 1, 3, 2, 2 })]
    public void Reshape_finds_the_unknown_size(int[] shape, long[] expected) =>
        Run("Reshape", TestGraph.Random(1, 3, 4), Ints(shape)).Shape.ToArray().ShouldBe(expected);

    [Theory]
    [InlineData(new[] { 5, 2 }, "Input to reshape is a tensor with 12 values, but the requested shape has 10")]
    [InlineData(new[] { 5, -1 }, "Input to reshape is a tensor with 12 values, but the requested shape requires a multiple of 5")]
    public void Reshape_to_another_size_says_so(int[] shape, string text) =>
        Should.Throw<TensorFlowException>(() => Run("Reshape", TestGraph.Random(1, 3, 4), Ints(shape))).Message.ShouldStartWith(text);

    [Fact]
    public void Transpose_permutes() =>
        Run("Transpose", Sequence(2, 3), Ints(1, 0)).Data<float>().ToArray().ShouldBe([0, 3, 1, 4, 2, 5]);

    [Fact]
    public void Transpose_there_and_back_gives_the_same()
    {
        var x = TestGraph.Random(1, 2, 3, 4, 5);

        TestGraph.ShouldMatch(Run("Transpose", Run("Transpose", x, Ints(2, 0, 3, 1)), Ints(1, 3, 0, 2)), x, 0);
    }

    [Fact]
    public void Concat_and_Split_are_inverse()
    {
        var (x, y) = (TestGraph.Random(1, 2, 3, 2), TestGraph.Random(2, 2, 3, 2));

        foreach (var axis in new[] { 0, 1, 2, -1 })
        {
            var joined = Run("ConcatV2", x, y, Tensor.Scalar(axis));
            TestGraph.ShouldMatch(Output("Split", 1, [("num_split", 2)], Tensor.Scalar(axis), joined), y, 0);
        }
    }

    [Fact]
    public void Pack_and_Unpack_are_inverse()
    {
        var (x, y) = (TestGraph.Random(1, 2, 3), TestGraph.Random(2, 2, 3));

        var packed = ElementwiseTests.Run("Pack", [("axis", 1)], x, y);
        packed.Shape.ToArray().ShouldBe([2, 2, 3]);
        TestGraph.ShouldMatch(Output("Unpack", 1, [("axis", 1), ("num", 2)], packed), y, 0);
    }

    [Theory]
    [InlineData(0, 0, new[] { 1 }, new[] { 3 }, new[] { 1 }, new float[] { 1, 2 })]
    [InlineData(0, 0, new[] { -2 }, new[] { 6 }, new[] { 1 }, new float[] { 4, 5 })]
    [InlineData(1, 1, new[] { 0 }, new[] { 0 }, new[] { -1 }, new float[] { 5, 4, 3, 2, 1, 0 })]
    [InlineData(0, 0, new[] { 5 }, new[] { 0 }, new[] { -2 }, new float[] { 5, 3, 1 })]
    [InlineData(0, 0, new[] { 4 }, new[] { 2 }, new[] { 1 }, new float[0])]
    public void StridedSlice_of_a_vector_follows_python(int beginMask, int endMask, int[] begin, int[] end, int[] strides, float[] expected) =>
        ElementwiseTests.Run("StridedSlice", [("begin_mask", beginMask), ("end_mask", endMask)], Sequence(6), Ints(begin), Ints(end), Ints(strides))
            .Data<float>().ToArray().ShouldBe(expected);

    [Fact]
    public void StridedSlice_with_ellipsis_new_axis_and_index_shapes_the_result()
    {
        // x[..., None, 1] of [2, 3, 4].
        var result = ElementwiseTests.Run(
            "StridedSlice", [("ellipsis_mask", 1), ("new_axis_mask", 2), ("shrink_axis_mask", 4)], Sequence(2, 3, 4), Ints(0, 0, 1), Ints(0, 0, 2), Ints(1, 1, 1));

        result.Shape.ToArray().ShouldBe([2, 3, 1]);
        result.Data<float>().ToArray().ShouldBe([1, 5, 9, 13, 17, 21]);
    }

    [Fact]
    public void Slice_takes_the_rest_for_minus_one() =>
        Run("Slice", Sequence(3, 3), Ints(1, 0), Ints(-1, 2)).Data<float>().ToArray().ShouldBe([3, 4, 6, 7]);

    [Fact]
    public void Pad_puts_zeros_around()
    {
        var result = Run("Pad", Sequence(2, 2), Tensor.From([2, 2], 1, 0, 0, 2));

        result.Shape.ToArray().ShouldBe([3, 4]);
        result.Data<float>().ToArray().ShouldBe([0, 0, 0, 0, 0, 1, 0, 0, 2, 3, 0, 0]);
    }

    [Fact]
    public void Tile_and_BroadcastTo_repeat()
    {
        Run("Tile", Sequence(1, 2), Ints(2, 2)).Data<float>().ToArray().ShouldBe([0, 1, 0, 1, 0, 1, 0, 1]);
        Run("BroadcastTo", Sequence(2, 1), Ints(2, 2)).Data<float>().ToArray().ShouldBe([0, 0, 1, 1]);
    }

    [Fact]
    public void Gather_picks_rows_and_refuses_others()
    {
        Run("GatherV2", Sequence(3, 2), Ints(2, 0), Tensor.Scalar(0)).Data<float>().ToArray().ShouldBe([4, 5, 0, 1]);
        Run("GatherV2", Sequence(2, 3), Ints(2), Tensor.Scalar(-1)).Data<float>().ToArray().ShouldBe([2, 5]);
        ElementwiseTests.Run("GatherV2", [("batch_dims", 1)], Sequence(2, 2), Tensor.From([2, 1], 1, 0), Tensor.Scalar(1)).Data<float>().ToArray().ShouldBe([1, 2]);
        Should.Throw<TensorFlowException>(() => Run("GatherV2", Sequence(3, 2), Ints(3), Tensor.Scalar(0))).Message.ShouldStartWith("indices[0] = 3 is not in [0, 3)");
    }

    [Fact]
    public void DynamicPartition_and_DynamicStitch_are_inverse()
    {
        var (x, parts) = (Sequence(4, 2), Ints(1, 0, 1, 0));
        var zeros = Output("DynamicPartition", 0, [("num_partitions", 2)], x, parts);
        var ones = Output("DynamicPartition", 1, [("num_partitions", 2)], x, parts);

        TestGraph.ShouldMatch(Run("DynamicStitch", Ints(1, 3), Ints(0, 2), zeros, ones), x, 0);
    }

    [Fact]
    public void Range_counts_both_ways()
    {
        Run("Range", Tensor.Scalar(1), Tensor.Scalar(7), Tensor.Scalar(2)).Data<int>().ToArray().ShouldBe([1, 3, 5]);
        Run("Range", Tensor.Scalar(2f), Tensor.Scalar(0f), Tensor.Scalar(-0.5f)).Data<float>().ToArray().ShouldBe([2, 1.5f, 1, 0.5f]);
    }

    private static Tensor Run(string op, params Tensor[] inputs) => ElementwiseTests.Run(op, inputs);

    private static Tensor Output(string op, int output, (string, object)[] attributes, params Tensor[] inputs)
    {
        var feeds = inputs.Select((_, i) => TestGraph.Feed($"x{i}")).ToArray();
        var node = TestGraph.Node(op, feeds.Select(f => f.First), attributes);
        return TestGraph.Run(TestGraph.Of(new Embedded.TensorFlow.Graph.Output(node, output), feeds), inputs);
    }

    private static Tensor Ints(params int[] values) => Tensor.From([values.Length], values.AsSpan());

    private static Tensor Sequence(params long[] shape)
    {
        var tensor = Tensor.Create(DataType.Float, shape);
        for (var i = 0; i < tensor.ElementCount; i++)
        {
            tensor.Data<float>()[i] = i;
        }

        return tensor;
    }
}
