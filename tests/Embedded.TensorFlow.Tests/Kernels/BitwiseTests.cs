namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class BitwiseTests
{
    [Theory]
    [InlineData("BitwiseAnd", 12, 10, 8)]
    [InlineData("BitwiseOr", 12, 10, 14)]
    [InlineData("BitwiseXor", 12, 10, 6)]
    [InlineData("LeftShift", 3, 4, 48)]
    [InlineData("RightShift", -16, 2, -4)]
    [InlineData("LeftShift", 1, 40, int.MinValue)]
    [InlineData("RightShift", -16, 100, -1)]
    public void Ops_on_bits_equal_the_definition(string op, int x, int y, int expected) =>
        Kernel.Run(op, Tensor.Scalar(x), Tensor.Scalar(y)).Data<int>()[0].ShouldBe(expected);

    [Fact]
    public void Ops_on_bits_broadcast() =>
        Kernel.Run("BitwiseAnd", Tensor.From<byte>([2, 1], 0xF0, 0x0F), Tensor.From<byte>([2], 0x3C, 0xFF)).Data<byte>().ToArray().ShouldBe([0x30, 0xF0, 0x0C, 0x0F]);

    [Fact]
    public void Invert_and_PopulationCount_look_at_every_bit()
    {
        Kernel.Run("Invert", Tensor.From<sbyte>([2], 0, 5)).Data<sbyte>().ToArray().ShouldBe([-1, -6]);
        Kernel.Run("PopulationCount", Tensor.From([2], -1L, 5L)).Data<byte>().ToArray().ShouldBe([64, 2]);
    }
}
