namespace Embedded.TensorFlow.Tests;

public sealed class TensorTests
{
    [Fact]
    public void Data_of_another_type_throws() =>
        Should.Throw<InvalidOperationException>(() => Tensor.Create(DataType.Float, 2).Data<int>().Length);

    [Fact]
    public void Create_aligns_large_buffers_to_a_cache_line()
    {
        var tensor = Tensor.Create(DataType.Float, 100_000);

        Address(tensor).ShouldBe(0);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument, 1L << 62, 8)]
    [InlineData(StatusCode.InvalidArgument, -1, 1)]
    [InlineData(StatusCode.ResourceExhausted, 1L << 31, 1)]
    public void Create_of_an_impossible_shape_is_refused(StatusCode code, long first, long second) =>
        Should.Throw<TensorFlowException>(() => Tensor.Create(DataType.Float, first, second)).Code.ShouldBe(code);

    [Fact]
    public void From_with_a_wrong_number_of_values_is_refused() =>
        Should.Throw<TensorFlowException>(() => Tensor.From<float>([2, 2], 1, 2, 3)).Code.ShouldBe(StatusCode.InvalidArgument);

    [Fact]
    public void FromSingle_rounds_to_nearest_even_and_keeps_NaN()
    {
        BFloat16.FromSingle(1.00390625f).ToSingle().ShouldBe(1f);
        BFloat16.FromSingle(1.01171875f).ToSingle().ShouldBe(1.015625f);
        float.IsNaN(BFloat16.FromSingle(float.NaN).ToSingle()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(DataType.Float, "float", "DT_FLOAT", 4)]
    [InlineData(DataType.BFloat16, "bfloat16", "DT_BFLOAT16", 2)]
    [InlineData(DataType.String, "string", "DT_STRING", 0)]
    [InlineData(DataType.UInt64, "uint64", "DT_UINT64", 8)]
    public void Names_and_sizes_are_TensorFlows(DataType type, string name, string protoName, int size)
    {
        type.CanonicalName().ShouldBe(name);
        type.ProtoName().ShouldBe(protoName);
        type.Size().ShouldBe(size);
        DataTypes.TryParseProtoName(protoName, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(type);
    }

    private static unsafe long Address(Tensor tensor)
    {
        fixed (byte* p = tensor.Bytes)
        {
            return (long)p % 64;
        }
    }
}
