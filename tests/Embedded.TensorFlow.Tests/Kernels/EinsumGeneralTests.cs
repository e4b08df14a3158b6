using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>Equations that are no product of matrices.</summary>
public sealed class EinsumGeneralTests
{
    [Theory]
    [InlineData("ii->i", new float[] { 0, 4, 8 })]
    [InlineData("ii->", new float[] { 12 })]
    [InlineData("ij->ji", new float[] { 0, 3, 6, 1, 4, 7, 2, 5, 8 })]
    [InlineData("ij->j", new float[] { 9, 12, 15 })]
    [InlineData("...->...", new float[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void Equations_of_one_input_take_diagonals_and_sums(string equation, float[] expected) =>
        Kernel.Run("Einsum", [("equation", equation)], Kernel.Sequence(3, 3)).Data<float>().ToArray().ShouldBe(expected);

    [Fact]
    public void Dimension_of_one_input_alone_is_summed_away() =>
        Kernel.Run("Einsum", [("equation", "ij,k->i")], Kernel.Sequence(2, 2), Kernel.Floats(1, 2)).Data<float>().ToArray().ShouldBe([3, 15]);

    [Fact]
    public void Other_types_give_the_same_as_float()
    {
        var (x, y) = (TestGraph.Random(1, 2, 3, 4), TestGraph.Random(2, 2, 4, 5));
        var expected = Kernel.Run("Einsum", [("equation", "bij,bjk->bik")], x, y);

        foreach (var type in new[] { DataType.Double, DataType.Complex64 })
        {
            TestGraph.ShouldMatch(Kernel.Cast(Kernel.Run("Einsum", [("equation", "bij,bjk->bik")], Kernel.Cast(x, type), Kernel.Cast(y, type)), DataType.Float), expected);
        }
    }
}
