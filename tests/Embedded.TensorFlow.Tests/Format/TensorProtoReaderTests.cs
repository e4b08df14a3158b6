using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Tests.Format;

public sealed class TensorProtoReaderTests
{
    [Fact]
    public void Read_repeats_the_last_value_when_fewer_are_given()
    {
        // float [5], values 1, 2.
        var tensor = TensorProtoReader.Read(new byte[] { 8, 1, 0x12, 4, 0x12, 2, 8, 5, 0x2A, 8, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40 });

        tensor.Data<float>().ToArray().ShouldBe([1, 2, 2, 2, 2]);
    }

    [Fact]
    public void Read_gives_zeros_when_no_value_is_given() =>
        TensorProtoReader.Read(new byte[] { 8, 3, 0x12, 4, 0x12, 2, 8, 2 }).Data<int>().ToArray().ShouldBe([0, 0]);

    [Fact]
    public void Read_narrows_integers_to_the_type()
    {
        // int8 [2], int_val -1, 5.
        var tensor = TensorProtoReader.Read(new byte[] { 8, 6, 0x12, 4, 0x12, 2, 8, 2, 0x3A, 11, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 5 });

        tensor.Data<sbyte>().ToArray().ShouldBe([-1, 5]);
    }

    [Theory]
    [InlineData(new byte[] { 8, 1, 0x12, 4, 0x12, 2, 8, 1, 0x22, 3, 0, 0, 0 })]
    [InlineData(new byte[] { 8, 1, 0x12, 4, 0x12, 2, 8, 1, 0x2A, 8, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40 })]
    [InlineData(new byte[] { 8, 20 })]
    [InlineData(new byte[] { 8, 99 })]
    [InlineData(new byte[] { 8, 1, 0x12, 13, 0x12, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 })]
    public void Read_of_values_that_do_not_fit_throws(byte[] message) =>
        Should.Throw<TensorFlowException>(() => TensorProtoReader.Read(message)).Code.ShouldBe(StatusCode.InvalidArgument);
}
