namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>Numbers at the edges of their types, where a plain implementation differs from TensorFlow.</summary>
public sealed class EdgeTests
{
    [Fact]
    public void Means_of_narrow_integers_do_not_overflow()
    {
        Kernel.Run("Mean", Tensor.From<byte>([2], 200, 201), Tensor.Scalar(0)).Data<byte>()[0].ShouldBe((byte)200);
        Kernel.Run("Mean", Tensor.From<sbyte>([2, 2], -100, 100, -101, 101), Tensor.From([1], 0)).Data<sbyte>().ToArray().ShouldBe([(sbyte)-100, (sbyte)100]);
        Kernel.Run("Mean", Tensor.From([2], int.MaxValue, int.MaxValue), Tensor.Scalar(0)).Data<int>()[0].ShouldBe(int.MaxValue);
    }

    [Fact]
    public void Sums_of_halves_go_beyond_2048()
    {
        var ones = Tensor.Create(DataType.Half, 4096);
        ones.Data<Half>().Fill(Half.One);

        Kernel.Run("Sum", ones, Tensor.Scalar(0)).Data<Half>()[0].ShouldBe((Half)4096);
        Kernel.Run("Mean", ones, Tensor.Scalar(0)).Data<Half>()[0].ShouldBe(Half.One);
        Kernel.Run("Einsum", [("equation", "a->")], ones).Data<Half>()[0].ShouldBe((Half)4096);
    }

    [Fact]
    public void Range_counts_in_its_own_type()
    {
        Kernel.Run("Range", Tensor.Scalar(0f), Tensor.Scalar(0.3f), Tensor.Scalar(0.1f)).ElementCount.ShouldBe(3);
        Kernel.Run("Range", Tensor.Scalar(long.MaxValue - 2), Tensor.Scalar(long.MaxValue), Tensor.Scalar(1L)).Data<long>().ToArray()
            .ShouldBe([long.MaxValue - 2, long.MaxValue - 1]);
        Kernel.Run("Range", Tensor.Scalar(5), Tensor.Scalar(0), Tensor.Scalar(-2)).Data<int>().ToArray().ShouldBe([5, 3, 1]);
        Kernel.All("RaggedRange", 2, [], Tensor.Scalar(0f), Kernel.Floats(0.3f, -1), Tensor.Scalar(0.1f))[0].Data<long>().ToArray().ShouldBe([0, 3, 3]);
    }

    [Fact]
    public void Fake_quantisation_keeps_zero_exact()
    {
        var x = Kernel.Floats(0, 0.26f, -0.1f, 9, -9, float.NaN);
        var result = Kernel.Run("FakeQuantWithMinMaxArgs", [("min", -0.1f), ("max", 6.3f)], x).Data<float>().ToArray();

        result[0].ShouldBe(0f);
        result[3].ShouldBe(6.3f, 0.02);
        result[4].ShouldBe(-0.1f, 0.02);
        Kernel.Run("FakeQuantWithMinMaxVarsPerChannel", x, Tensor.From<float>([6], -1, -2, -3, -4, -5, 0), Tensor.From<float>([6], 1, 2, 3, 4, 5, 0))
            .Data<float>()[0].ShouldBe(0f);
    }

    [Fact]
    public void Floats_that_no_integer_holds_become_what_x86_makes_of_them()
    {
        var x = Kernel.Floats(float.NaN, float.PositiveInfinity, -1e20f, 300, -1, 1.9f, 3e9f);

        Kernel.Cast(x, DataType.Int32).Data<int>().ToArray().ShouldBe([int.MinValue, int.MinValue, int.MinValue, 300, -1, 1, int.MinValue]);
        Kernel.Cast(x, DataType.Int64).Data<long>().ToArray().ShouldBe([long.MinValue, long.MinValue, long.MinValue, 300, -1, 1, 3_000_000_000]);
        Kernel.Cast(x, DataType.UInt8).Data<byte>().ToArray().ShouldBe([(byte)0, (byte)0, (byte)0, (byte)44, (byte)255, (byte)1, (byte)0]);
        Kernel.Cast(x, DataType.UInt32).Data<uint>().ToArray().ShouldBe([0u, 0u, 0u, 300u, uint.MaxValue, 1u, 3_000_000_000u]);
        Kernel.Cast(x, DataType.UInt64).Data<ulong>().ToArray().ShouldBe([1UL << 63, 0UL, 1UL << 63, 300UL, ulong.MaxValue, 1UL, 3_000_000_000UL]);
        Kernel.Cast(Kernel.Cast(x, DataType.BFloat16), DataType.Int32).Data<int>().ToArray()[..4].ShouldBe([int.MinValue, int.MinValue, int.MinValue, 300]);
        Kernel.Cast(Tensor.From([2], -9223372036854775808.0, 9223372036854774784.0), DataType.Int64).Data<long>().ToArray().ShouldBe([long.MinValue, 9223372036854774784]);
    }

    [Fact]
    public void Distinct_floats_are_distinct_by_value()
    {
        var x = Kernel.Floats(0f, float.NaN, -0f, float.NaN, 1);

        Kernel.All("Unique", 2, [], x)[1].Data<int>().ToArray().ShouldBe([0, 1, 0, 2, 3]);
        Kernel.Run("ListDiff", x, Kernel.Floats(-0f, float.NaN)).Data<float>().ToArray().ShouldBe([float.NaN, float.NaN, 1]);
    }

    [Theory]
    [InlineData(new[] { 0 }, new[] { 6 }, new[] { int.MaxValue }, new float[] { 0 })]
    [InlineData(new[] { 5 }, new[] { -7 }, new[] { int.MinValue }, new float[] { 5 })]
    [InlineData(new[] { 5 }, new[] { 0 }, new[] { -3 }, new float[] { 5, 2 })]
    [InlineData(new[] { 1 }, new[] { 6 }, new[] { 2 }, new float[] { 1, 3, 5 })]
    [InlineData(new[] { 3 }, new[] { 3 }, new[] { -1 }, new float[0])]
    public void Slices_take_any_stride(int[] begin, int[] end, int[] strides, float[] expected) =>
        Kernel.Run("StridedSlice", Kernel.Sequence(6), Kernel.Ints(begin), Kernel.Ints(end), Kernel.Ints(strides)).Data<float>().ToArray().ShouldBe(expected);

    [Fact]
    public void Batch_normalisation_gives_what_its_gradient_needs()
    {
        var x = Tensor.From<float>([4, 1, 1, 1], 1, 2, 3, 6);
        var one = Kernel.Floats(1);
        var outputs = Kernel.All("FusedBatchNormV3", 6, [("is_training", true), ("exponential_avg_factor", 0.5f)], x, one, Kernel.Floats(0), Kernel.Floats(10), Kernel.Floats(20));

        outputs[1].Data<float>()[0].ShouldBe(6.5f);
        outputs[3].Data<float>()[0].ShouldBe(3f);
        outputs[4].Data<float>()[0].ShouldBe(3.5f);
    }

    [Fact]
    public void Depth_and_space_swap_in_the_order_that_is_implemented_only() =>
        Should.Throw<TensorFlowException>(() => Kernel.Run("DepthToSpace", [("block_size", 2), ("data_format", "NCHW_VECT_C")], Kernel.Sequence(1, 4, 1, 1)))
            .Code.ShouldBe(StatusCode.Unimplemented);
}
