using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class EinsumTests
{
    [Theory]
    [InlineData("ab,bc->ac", new long[] { 2, 3 }, new long[] { 3, 4 })]
    [InlineData("abc,cde->abde", new long[] { 2, 3, 4 }, new long[] { 4, 2, 5 })]
    [InlineData("aecd,abcd->acbe", new long[] { 2, 3, 4, 5 }, new long[] { 2, 6, 4, 5 })]
    [InlineData("acbe,aecd->abcd", new long[] { 2, 4, 6, 3 }, new long[] { 2, 3, 4, 5 })]
    [InlineData("ab,cb->ca", new long[] { 2, 3 }, new long[] { 4, 3 })]
    [InlineData("a,b->ba", new long[] { 2 }, new long[] { 3 })]
    public void Einsum_equals_the_definition(string equation, long[] left, long[] right)
    {
        var (x, y) = (TestGraph.Random(1, left), TestGraph.Random(2, right));

        TestGraph.ShouldMatch(ElementwiseTests.Run("Einsum", [("equation", equation)], x, y), Define(equation, x, y), 1e-5);
    }

    [Fact]
    public void Einsum_with_an_ellipsis_takes_the_dimensions_that_are_not_named()
    {
        var (x, y) = (TestGraph.Random(1, 2, 3, 4), TestGraph.Random(2, 4, 5));

        var result = ElementwiseTests.Run("Einsum", [("equation", "...b,bc->...c")], x, y);

        TestGraph.ShouldMatch(result, Define("dab,bc->dac", x, y), 1e-5);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(-1.0, -0.8427007929497149)]
    [InlineData(2.4, 0.9993114861033549)]
    [InlineData(2.6, 0.9997639655834707)]
    [InlineData(5.0, 0.9999999999984626)]
    public void Erf_equals_the_table(double x, double expected)
    {
        ElementwiseTests.Run("Erf", Tensor.Scalar(x)).Data<double>()[0].ShouldBe(expected, 1e-13);
        ElementwiseTests.Run("Erfc", Tensor.Scalar(x)).Data<double>()[0].ShouldBe(1 - expected, 1e-13);
    }

    [Fact]
    public void ReverseV2_turns_axes_around() =>
        ElementwiseTests.Run("ReverseV2", Tensor.From([2, 3], 0, 1, 2, 3, 4, 5), Tensor.From([1], -1)).Data<int>().ToArray().ShouldBe([2, 1, 0, 5, 4, 3]);

    [Fact]
    public void OneHot_marks_the_index_and_leaves_others_off() =>
        ElementwiseTests.Run("OneHot", Tensor.From([3], 1, -1, 0), Tensor.Scalar(2), Tensor.Scalar(5f), Tensor.Scalar(0f)).Data<float>().ToArray().ShouldBe([0, 5, 0, 0, 5, 0]);

    [Fact]
    public void Predicates_tell_numbers_apart()
    {
        var x = Tensor.From([3], 1f, float.NaN, float.NegativeInfinity);

        ElementwiseTests.Run("IsNan", x).Data<bool>().ToArray().ShouldBe([false, true, false]);
        ElementwiseTests.Run("IsInf", x).Data<bool>().ToArray().ShouldBe([false, false, true]);
        ElementwiseTests.Run("IsFinite", x).Data<bool>().ToArray().ShouldBe([true, false, false]);
    }

    private static Tensor Define(string equation, Tensor x, Tensor y)
    {
        var (inputs, output) = (equation.Split("->")[0].Split(','), equation.Split("->")[1]);
        var labels = output.Concat(string.Concat(inputs)).Distinct().ToArray();
        var sizes = labels.ToDictionary(l => l, l => inputs[0].Contains(l) ? x.Shape[inputs[0].IndexOf(l)] : y.Shape[inputs[1].IndexOf(l)]);
        var result = Tensor.Create(DataType.Float, [.. output.Select(l => sizes[l])]);
        var total = labels.Aggregate(1L, (p, l) => p * sizes[l]);
        for (var i = 0L; i < total; i++)
        {
            var rest = i;
            var at = new Dictionary<char, long>();
            foreach (var label in labels.Reverse())
            {
                at[label] = rest % sizes[label];
                rest /= sizes[label];
            }

            result.Data<float>()[Offset(output, at, sizes)] += x.Data<float>()[Offset(inputs[0], at, sizes)] * y.Data<float>()[Offset(inputs[1], at, sizes)];
        }

        return result;
    }

    private static int Offset(string labels, Dictionary<char, long> at, Dictionary<char, long> sizes) =>
        (int)labels.Aggregate(0L, (offset, l) => (offset * sizes[l]) + at[l]);
}
