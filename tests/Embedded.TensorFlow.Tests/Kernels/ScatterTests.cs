namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class ScatterTests
{
    [Fact]
    public void GatherNd_takes_cells_and_slices()
    {
        var x = Kernel.Sequence(2, 3);

        Kernel.Run("GatherNd", x, Tensor.From([2, 2], 0, 2, 1, 0)).Data<float>().ToArray().ShouldBe([2, 3]);
        Kernel.Run("GatherNd", x, Tensor.From([1, 1], 1)).Shape.ToArray().ShouldBe([1, 3]);
        Kernel.Run("GatherNd", x, Tensor.Create(DataType.Int32, 2, 0)).Shape.ToArray().ShouldBe([2, 2, 3]);
        Should.Throw<TensorFlowException>(() => Kernel.Run("GatherNd", x, Tensor.From([1, 2], 0, 3))).Message.ShouldStartWith("indices[0] = [0, 3] does not index into param shape [2,3]");
    }

    [Fact]
    public void ScatterNd_adds_what_is_given_twice() =>
        Kernel.Run("ScatterNd", Tensor.From([3, 1], 1, 3, 1), Kernel.Floats(5, 6, 7), Kernel.Ints(4)).Data<float>().ToArray().ShouldBe([0, 12, 0, 6]);

    [Theory]
    [InlineData("TensorScatterUpdate", new float[] { 9, 1, 7 })]
    [InlineData("TensorScatterAdd", new float[] { 9, 1, 9 })]
    [InlineData("TensorScatterSub", new float[] { -9, 1, -5 })]
    [InlineData("TensorScatterMax", new float[] { 9, 1, 7 })]
    [InlineData("TensorScatterMin", new float[] { 0, 1, 2 })]
    public void TensorScatter_joins_as_its_name_says(string op, float[] expected) =>
        Kernel.Run(op, Kernel.Sequence(3), Tensor.From([2, 1], 0, 2), Kernel.Floats(9, 7)).Data<float>().ToArray().ShouldBe(expected);

    [Fact]
    public void Cumsum_runs_in_four_ways()
    {
        var x = Kernel.Floats(1, 2, 3);

        Kernel.Run("Cumsum", x, Tensor.Scalar(0)).Data<float>().ToArray().ShouldBe([1, 3, 6]);
        Kernel.Run("Cumsum", [("exclusive", true)], x, Tensor.Scalar(-1)).Data<float>().ToArray().ShouldBe([0, 1, 3]);
        Kernel.Run("Cumsum", [("reverse", true)], x, Tensor.Scalar(0)).Data<float>().ToArray().ShouldBe([6, 5, 3]);
        Kernel.Run("Cumprod", [("reverse", true), ("exclusive", true)], x, Tensor.Scalar(0)).Data<float>().ToArray().ShouldBe([6, 3, 1]);
        Kernel.Run("Cumsum", Tensor.From<float>([2, 2], 1, 2, 3, 4), Tensor.Scalar(0)).Data<float>().ToArray().ShouldBe([1, 2, 4, 6]);
        Kernel.Run("CumulativeLogsumexp", x, Tensor.Scalar(0)).Data<float>()[2].ShouldBe(MathF.Log(MathF.Exp(1) + MathF.Exp(2) + MathF.Exp(3)), 1e-6);
    }

    [Theory]
    [InlineData("SegmentSum", new float[] { 3, 0, 3 })]
    [InlineData("SegmentMean", new float[] { 1.5f, 0, 3 })]
    [InlineData("SegmentProd", new float[] { 2, 1, 3 })]
    [InlineData("SegmentMax", new float[] { 2, 0, 3 })]
    [InlineData("SegmentMin", new float[] { 1, 0, 3 })]
    public void Sorted_segments_join(string op, float[] expected) =>
        Kernel.Run(op, Kernel.Floats(1, 2, 3), Kernel.Ints(0, 0, 2)).Data<float>().ToArray().ShouldBe(expected);

    [Fact]
    public void Unsorted_segments_drop_negative_ids_and_fill_with_bounds()
    {
        Kernel.Run("UnsortedSegmentSum", Kernel.Floats(1, 2, 3), Kernel.Ints(1, -1, 1), Tensor.Scalar(2)).Data<float>().ToArray().ShouldBe([0, 4]);
        Kernel.Run("UnsortedSegmentMax", Kernel.Ints(1, 2), Kernel.Ints(1, 1), Tensor.Scalar(2)).Data<int>().ToArray().ShouldBe([int.MinValue, 2]);
    }

    [Fact]
    public void Sparse_segments_pick_rows_first()
    {
        var data = Kernel.Sequence(3, 2);

        Kernel.Run("SparseSegmentSum", data, Kernel.Ints(0, 2, 1), Kernel.Ints(0, 0, 1)).Data<float>().ToArray().ShouldBe([4, 6, 2, 3]);
        Kernel.Run("SparseSegmentMean", data, Kernel.Ints(0, 2), Kernel.Ints(0, 0)).Data<float>().ToArray().ShouldBe([2, 3]);
        Kernel.Run("SparseSegmentSqrtN", data, Kernel.Ints(0, 2), Kernel.Ints(0, 0)).Data<float>()[0].ShouldBe(4 / MathF.Sqrt(2), 1e-6);
    }

    [Fact]
    public void Where_finds_true_cells_of_any_type()
    {
        Kernel.Run("Where", Tensor.From([2, 2], true, false, false, true)).Data<long>().ToArray().ShouldBe([0, 0, 1, 1]);
        Kernel.Run("Where", Kernel.Floats(0, -0f, 2)).Data<long>().ToArray().ShouldBe([2]);
        Kernel.Run("Where", Tensor.Create(DataType.Bool, 0, 3)).Shape.ToArray().ShouldBe([0, 2]);
    }

    [Fact]
    public void Bounds_find_the_place_in_sorted_rows()
    {
        var (rows, values) = (Tensor.From<float>([1, 4], 1, 2, 2, 3), Tensor.From<float>([1, 3], 2, 0, 9));

        Kernel.Run("LowerBound", rows, values).Data<int>().ToArray().ShouldBe([1, 0, 4]);
        Kernel.Run("UpperBound", [("out_type", DataType.Int64)], rows, values).Data<long>().ToArray().ShouldBe([3, 0, 4]);
    }

    [Fact]
    public void Unique_keeps_the_order_of_first_appearance()
    {
        var result = Kernel.All("UniqueWithCounts", 3, [], Kernel.Texts("b", "a", "b"));

        Kernel.Strings(result[0]).ShouldBe(["b", "a"]);
        result[1].Data<int>().ToArray().ShouldBe([0, 1, 0]);
        result[2].Data<int>().ToArray().ShouldBe([2, 1]);
        Kernel.Run("UniqueV2", Tensor.From([3, 2], 1, 2, 1, 2, 3, 4), Kernel.Longs(0)).Data<int>().ToArray().ShouldBe([1, 2, 3, 4]);
        Kernel.Run("UniqueV2", Tensor.From([2, 3], 1, 1, 2, 3, 3, 4), Kernel.Longs(1)).Data<int>().ToArray().ShouldBe([1, 2, 3, 4]);
        Kernel.All("ListDiff", 2, [], Kernel.Ints(1, 2, 3, 2), Kernel.Ints(2))[0].Data<int>().ToArray().ShouldBe([1, 3]);
    }

    [Fact]
    public void Order_is_reversed_rolled_and_inverted()
    {
        Kernel.Run("Roll", Kernel.Sequence(4), Tensor.Scalar(1), Tensor.Scalar(0)).Data<float>().ToArray().ShouldBe([3, 0, 1, 2]);
        Kernel.Run("Roll", Kernel.Sequence(2, 3), Kernel.Ints(1, -1), Kernel.Ints(0, 1)).Data<float>().ToArray().ShouldBe([4, 5, 3, 1, 2, 0]);
        Kernel.Run("ReverseSequence", [("seq_dim", 1), ("batch_dim", 0)], Kernel.Sequence(2, 3), Kernel.Longs(2, 3)).Data<float>().ToArray().ShouldBe([1, 0, 2, 5, 4, 3]);
        Kernel.Run("InvertPermutation", Kernel.Ints(2, 0, 1)).Data<int>().ToArray().ShouldBe([1, 2, 0]);
        Kernel.Run("UnravelIndex", Kernel.Ints(5, 0), Kernel.Ints(2, 3)).Data<int>().ToArray().ShouldBe([1, 0, 2, 0]);
        Kernel.Run("BroadcastArgs", Kernel.Ints(3, 1), Kernel.Ints(2, 1, 4)).Data<int>().ToArray().ShouldBe([2, 3, 4]);
        Kernel.Run("InTopKV2", Tensor.From<float>([2, 3], 1, 2, 3, 3, 2, 1), Kernel.Ints(1, 2), Tensor.Scalar(2)).Data<bool>().ToArray().ShouldBe([true, false]);
    }
}
