namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class SparseTests
{
    private static readonly Tensor s_indices = Tensor.From([3, 2], 0L, 1L, 1L, 0L, 1L, 2L);
    private static readonly Tensor s_values = Kernel.Floats(5, 6, 7);
    private static readonly Tensor s_shape = Kernel.Longs(2, 3);

    [Fact]
    public void Bincount_counts_sparse_and_ragged_rows()
    {
        var (values, none) = (Kernel.Ints(1, 0, 1, 9), Kernel.Floats());

        Kernel.Run("SparseBincount", Tensor.From([4, 2], 0L, 0, 1, 0, 1, 3, 1, 4), values, Kernel.Longs(3, 5), Tensor.Scalar(2), none).Data<float>().ToArray()
            .ShouldBe([0, 1, 1, 1, 0, 0]);
        Kernel.Run("RaggedBincount", Kernel.Longs(0, 1, 1, 4), values, Tensor.Scalar(2), Kernel.Floats(2, 3, 4, 5)).Data<float>().ToArray().ShouldBe([0, 2, 0, 0, 3, 4]);
        Kernel.Run("RaggedBincount", [("binary_output", true)], Kernel.Longs(0, 4), values, Tensor.Scalar(2), none).Data<float>().ToArray().ShouldBe([1, 1]);
        Should.Throw<TensorFlowException>(() => Kernel.Run("RaggedBincount", Kernel.Longs(0, 3), values, Tensor.Scalar(2), none)).Code.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public void SparseReshape_keeps_the_flat_position()
    {
        var result = Kernel.All("SparseReshape", 2, [], s_indices, s_shape, Kernel.Longs(3, -1));

        result[0].Data<long>().ToArray().ShouldBe([0, 1, 1, 1, 2, 1]);
        result[1].Data<long>().ToArray().ShouldBe([3, 2]);
    }

    [Fact]
    public void SparseFillEmptyRows_gives_every_row_a_value()
    {
        var result = Kernel.All("SparseFillEmptyRows", 4, [], Tensor.From([2, 2], 1L, 0L, 3L, 2L), Kernel.Floats(8, 9), Kernel.Longs(4, 3), Tensor.Scalar(-1f));

        result[0].Data<long>().ToArray().ShouldBe([0, 0, 1, 0, 2, 0, 3, 2]);
        result[1].Data<float>().ToArray().ShouldBe([-1, 8, -1, 9]);
        result[2].Data<bool>().ToArray().ShouldBe([true, false, true, false]);
        result[3].Data<long>().ToArray().ShouldBe([1, 3]);
    }

    [Fact]
    public void Sparse_tensors_become_dense()
    {
        Kernel.Run("SparseToDense", s_indices, s_shape, s_values, Tensor.Scalar(0f)).Data<float>().ToArray().ShouldBe([0, 5, 0, 6, 0, 7]);
        Kernel.Run("SparseToDense", Kernel.Ints(0, 2), Kernel.Ints(3), Tensor.Scalar(1f), Tensor.Scalar(0f)).Data<float>().ToArray().ShouldBe([1, 0, 1]);
        Should.Throw<TensorFlowException>(() => Kernel.Run("SparseToDense", Kernel.Ints(3), Kernel.Ints(3), Tensor.Scalar(1f), Tensor.Scalar(0f))).Code.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public void Sparse_tensors_are_cut_joined_and_sorted()
    {
        var cut = Kernel.All("SparseSlice", 3, [], s_indices, s_values, s_shape, Kernel.Longs(0, 1), Kernel.Longs(2, 2));
        cut[0].Data<long>().ToArray().ShouldBe([0, 0, 1, 1]);
        cut[1].Data<float>().ToArray().ShouldBe([5, 7]);
        var joined = Kernel.All("SparseConcat", 3, [("concat_dim", 1), ("N", 2)], s_indices, s_indices, s_values, s_values, s_shape, s_shape);
        joined[0].Data<long>().ToArray().ShouldBe([0, 1, 0, 4, 1, 0, 1, 2, 1, 3, 1, 5]);
        joined[2].Data<long>().ToArray().ShouldBe([2, 6]);
        Kernel.All("SparseReorder", 2, [], Tensor.From([2, 2], 1L, 0L, 0L, 1L), Kernel.Floats(1, 2), s_shape)[1].Data<float>().ToArray().ShouldBe([2, 1]);
    }

    [Fact]
    public void Sparse_arithmetic_equals_dense_arithmetic()
    {
        Kernel.Run("SparseTensorDenseMatMul", s_indices, s_values, s_shape, Tensor.From<float>([3, 1], 1, 2, 3)).Data<float>().ToArray().ShouldBe([10, 27]);
        Kernel.Run("SparseTensorDenseMatMul", [("adjoint_a", true)], s_indices, s_values, s_shape, Tensor.From<float>([2, 1], 1, 2)).Data<float>().ToArray().ShouldBe([12, 5, 14]);
        Kernel.Run("SparseTensorDenseAdd", s_indices, s_values, s_shape, Kernel.Sequence(2, 3)).Data<float>().ToArray().ShouldBe([0, 6, 2, 9, 4, 12]);
        Kernel.Run("SparseDenseCwiseMul", s_indices, s_values, s_shape, Kernel.Floats(1, 2, 3)).Data<float>().ToArray().ShouldBe([10, 6, 21]);
        Kernel.Run("SparseSoftmax", s_indices, Kernel.Floats(5, 0, 0), s_shape).Data<float>().ToArray().ShouldBe([1, 0.5f, 0.5f]);
    }

    [Fact]
    public void Ragged_rows_are_padded_and_cut()
    {
        (string, object)[] splits = [("row_partition_types", new[] { "ROW_SPLITS" })];
        var (values, ends) = (Kernel.Ints(1, 2, 3), Kernel.Longs(0, 2, 2, 3));

        Kernel.Run("RaggedTensorToTensor", splits, Tensor.Scalar(-1L), values, Tensor.Scalar(0), ends).Data<int>().ToArray().ShouldBe([1, 2, 0, 0, 3, 0]);
        var wide = Kernel.Run("RaggedTensorToTensor", splits, Kernel.Longs(2, 3), values, Tensor.Scalar(9), ends);
        wide.Shape.ToArray().ShouldBe([2, 3]);
        wide.Data<int>().ToArray().ShouldBe([1, 2, 9, 9, 9, 9]);
        (string, object)[] rows = [("row_partition_types", new[] { "FIRST_DIM_SIZE", "VALUE_ROWIDS" })];
        Kernel.Run("RaggedTensorToTensor", rows, Tensor.Scalar(-1L), values, Tensor.Scalar(0), Tensor.Scalar(3L), Kernel.Longs(0, 0, 2)).Data<int>().ToArray().ShouldBe([1, 2, 0, 0, 3, 0]);
        var range = Kernel.All("RaggedRange", 2, [], Kernel.Ints(0, 5), Kernel.Ints(3, 7), Tensor.Scalar(1));
        range[0].Data<long>().ToArray().ShouldBe([0, 3, 5]);
        range[1].Data<int>().ToArray().ShouldBe([0, 1, 2, 5, 6]);
    }

    [Theory]
    [InlineData("a-b", new[] { 1 })]
    [InlineData("b-a", new[] { 4 })]
    [InlineData("intersection", new[] { 2, 3 })]
    [InlineData("union", new[] { 1, 2, 3, 4 })]
    public void Sets_are_combined_in_order(string operation, int[] expected) =>
        Kernel.All("DenseToDenseSetOperation", 3, [("set_operation", operation)], Tensor.From([1, 4], 3, 2, 1, 2), Tensor.From([1, 3], 4, 3, 2))[1].Data<int>().ToArray().ShouldBe(expected);

    [Fact]
    public void Crossed_features_take_every_combination()
    {
        var result = Kernel.All("SparseCross", 3, [("N", 0), ("out_type", DataType.String)], Tensor.FromStrings([1, 2], "a", "b"), Tensor.From([1, 1], 7L));

        Kernel.Strings(result[1]).ShouldBe(["a_X_7", "b_X_7"]);
        result[2].Data<long>().ToArray().ShouldBe([1, 2]);
        var hashed = Kernel.All("SparseCross", 3, [("N", 0), ("hashed_output", true), ("num_buckets", 10), ("hash_key", 1)], Tensor.FromStrings([1, 2], "a", "b"), Tensor.From([1, 1], 7L));
        hashed[1].Data<long>().ToArray().ShouldAllBe(v => v >= 0 && v < 10);
    }

    [Fact]
    public void Values_are_counted_into_bins()
    {
        Kernel.Run("HistogramFixedWidth", Kernel.Floats(-1, 0, 1.5f, 2, 5, 15), Kernel.Floats(0, 5), Tensor.Scalar(5)).Data<int>().ToArray().ShouldBe([2, 1, 1, 0, 2]);
        Kernel.Run("Bincount", Kernel.Ints(1, 1, 3), Tensor.Scalar(3), Tensor.Create(DataType.Float, 0)).Data<float>().ToArray().ShouldBe([0, 2, 0]);
    }

    [Theory]
    [InlineData("MIN_COMBINED", DataType.QUInt8)]
    [InlineData("MIN_COMBINED", DataType.QInt8)]
    [InlineData("MIN_FIRST", DataType.QUInt8)]
    [InlineData("SCALED", DataType.QInt8)]
    public void Quantised_numbers_come_back_within_a_step(string mode, DataType type)
    {
        var x = Kernel.Floats(-1, -0.3f, 0, 0.7f, 1);
        var stored = Kernel.All("QuantizeV2", 3, [("mode", mode), ("T", type)], x, Tensor.Scalar(-1f), Tensor.Scalar(1f));

        var back = Kernel.Run("Dequantize", [("mode", mode)], stored).Data<float>();

        for (var i = 0; i < 5; i++)
        {
            back[i].ShouldBe(x.Data<float>()[i], 2f / 255, $"{mode} {type}");
        }
    }

    [Fact]
    public void Round_trips_lose_no_more_than_a_step_and_keep_zero()
    {
        var result = Kernel.Run("QuantizeAndDequantizeV4", [("range_given", true)], Kernel.Floats(0, 0.5f, 3), Tensor.Scalar(-1f), Tensor.Scalar(1f)).Data<float>();

        result[0].ShouldBe(0);
        result[1].ShouldBe(0.5f, 1f / 128);
        result[2].ShouldBe(1, 1f / 128);
    }
}
