using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class ReductionTests
{
    public static TheoryData<string, Func<IEnumerable<double>, double>> Reductions => new()
    {
        { "Sum", v => v.Sum() },
        { "Mean", v => v.Average() },
        { "Prod", v => v.Aggregate(1.0, (a, b) => a * b) },
        { "Max", v => v.Max() },
        { "Min", v => v.Min() },
    };

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Reductions_over_any_axes_equal_the_definition(string op, Func<IEnumerable<double>, double> expected)
    {
        var x = TestGraph.Random(1, 2, 3, 4, 2);
        for (var mask = 0; mask < 16; mask++)
        {
            var axes = Enumerable.Range(0, 4).Where(a => (mask & (1 << a)) != 0).ToArray();
            var groups = Enumerable.Range(0, 48)
                .GroupBy(i => string.Join(',', Position(i).Where((_, axis) => !axes.Contains(axis))))
                .Select(g => (float)expected(g.Select(i => (double)x.Data<float>()[i])));

            var result = ElementwiseTests.Run(op, [("keep_dims", mask % 2 == 0)], x, Tensor.From([axes.Length], Array.ConvertAll(axes, a => a - 4).AsSpan()));

            result.Rank.ShouldBe(mask % 2 == 0 ? 4 : 4 - axes.Length);
            TestGraph.ShouldMatch(Tensor.From([result.ElementCount], result.Data<float>()), Tensor.From([result.ElementCount], groups.ToArray().AsSpan()), 1e-5);
        }
    }

    [Theory]
    [InlineData("Sum", 0f)]
    [InlineData("Prod", 1f)]
    [InlineData("Max", float.NegativeInfinity)]
    [InlineData("Min", float.PositiveInfinity)]
    [InlineData("Mean", float.NaN)]
    public void Reductions_of_nothing_give_the_neutral_value(string op, float expected) =>
        ElementwiseTests.Run(op, Tensor.Create(DataType.Float, 0, 3), Tensor.From([1], 0)).Data<float>().ToArray().ShouldBe([expected, expected, expected]);

    [Fact]
    public void All_and_Any_reduce_truth_values()
    {
        var x = Tensor.From([2, 2], true, false, true, true);

        ElementwiseTests.Run("All", x, Tensor.From([1], 1)).Data<bool>().ToArray().ShouldBe([false, true]);
        ElementwiseTests.Run("Any", x, Tensor.From([1], 0)).Data<bool>().ToArray().ShouldBe([true, true]);
        ElementwiseTests.Run("All", Tensor.Create(DataType.Bool, 0), Tensor.From([1], 0)).Data<bool>()[0].ShouldBeTrue();
        ElementwiseTests.Run("Any", Tensor.Create(DataType.Bool, 0), Tensor.From([1], 0)).Data<bool>()[0].ShouldBeFalse();
    }

    [Fact]
    public void ArgMax_takes_the_lowest_index_among_equals()
    {
        var x = Tensor.From<float>([2, 3], 1, 5, 5, 2, 2, 0);

        ElementwiseTests.Run("ArgMax", x, Tensor.Scalar(1)).Data<long>().ToArray().ShouldBe([1, 0]);
        ElementwiseTests.Run("ArgMin", [("output_type", DataType.Int32)], x, Tensor.Scalar(0)).Data<int>().ToArray().ShouldBe([0, 1, 1]);
    }

    [Fact]
    public void TopK_sorts_and_takes_the_lowest_index_among_equals()
    {
        var feeds = new[] { TestGraph.Feed("x"), TestGraph.Feed("k") };
        var node = TestGraph.Node("TopKV2", feeds.Select(f => f.First));
        var x = Tensor.From<float>([1, 4], 1, 7, 3, 7);

        TestGraph.Run(TestGraph.Of(node.First, feeds), x, Tensor.Scalar(3)).Data<float>().ToArray().ShouldBe([7, 7, 3]);
        TestGraph.Run(TestGraph.Of(new Embedded.TensorFlow.Graph.Output(node, 1), feeds), x, Tensor.Scalar(3)).Data<int>().ToArray().ShouldBe([1, 3, 2]);
    }

    [Fact]
    public void Softmax_does_not_overflow()
    {
        var result = ElementwiseTests.Run("Softmax", Tensor.From<float>([2, 2], 1000, 1000, 0, MathF.Log(3)));

        TestGraph.ShouldMatch(result, Tensor.From<float>([2, 2], 0.5f, 0.5f, 0.25f, 0.75f), 1e-6);
    }

    private static int[] Position(int index) => [index / 24, index / 8 % 3, index / 2 % 4, index % 2];
}
