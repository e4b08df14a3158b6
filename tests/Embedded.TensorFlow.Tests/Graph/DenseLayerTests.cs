using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Graph.Passes;

namespace Embedded.TensorFlow.Tests.Graph;

public sealed class DenseLayerTests
{
    private static readonly (string, object)[] s_float = [("T", DataType.Float)];

    [Theory]
    [InlineData("abc,cde->abde", new long[] { 6, 4, 5 }, true)]
    [InlineData("abc,cd->abd", new long[] { 6, 7 }, true)]
    [InlineData("abc,bcd->ad", new long[] { 3, 6, 5 }, true)]
    [InlineData("...c,cd->...d", new long[] { 6, 5 }, true)]
    [InlineData("abc,dc->abd", new long[] { 7, 6 }, false)]
    [InlineData("abc,cd->adb", new long[] { 6, 7 }, false)]
    public void Run_takes_an_Einsum_that_multiplies_the_last_dimensions_by_weights(string equation, long[] weights, bool isDense)
    {
        var (before, after) = (Einsum(equation, weights), Einsum(equation, weights));

        new DenseLayers(new FoldingCache()).Run(after);

        TestGraph.Ops(after).ShouldBe([isDense ? "_Dense" : "Einsum"]);
        var x = TestGraph.Random(1, 2, 3, 6);
        TestGraph.ShouldMatch(TestGraph.Run(after, x), TestGraph.Run(before, x));
    }

    [Fact]
    public void Run_takes_a_bias_of_several_dimensions_along()
    {
        OpGraph Build()
        {
            var graph = Einsum("abc,cde->abde", [6, 4, 5]);
            graph.Fetches[0] = TestGraph.Node("AddV2", [graph.Fetches[0], TestGraph.Constant(TestGraph.Random(7, 4, 5))], s_float).First;
            return graph;
        }

        var (before, after) = (Build(), Build());

        new DenseLayers(new FoldingCache()).Run(after);

        TestGraph.Ops(after).ShouldBe(["_Dense"]);
        var x = TestGraph.Random(1, 2, 3, 6);
        TestGraph.ShouldMatch(TestGraph.Run(after, x), TestGraph.Run(before, x));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2 }, true)]
    [InlineData(new[] { 1, 0, 2 }, false)]
    public void Run_takes_tensordot_with_its_bias_activation_and_shortcut(int[] order, bool isDense)
    {
        var (before, after) = (Tensordot(order), Tensordot(order));

        new DenseLayers(new FoldingCache()).Run(after);
        new NormalizationsToAffine(new FoldingCache()).Run(after);
        new FoldAffineIntoWeights(new FoldingCache()).Run(after);
        FuseEpilogues.Run(after);

        TestGraph.Ops(after).SequenceEqual(["_Dense"]).ShouldBe(isDense);
        Tensor[] feeds = [TestGraph.Random(1, 3, 3, 6), TestGraph.Random(2, 3, 3, 8)];
        TestGraph.ShouldMatch(TestGraph.RunAll(after, feeds)[0], TestGraph.RunAll(before, feeds)[0]);
    }

    private static OpGraph Einsum(string equation, long[] weights)
    {
        var feed = TestGraph.Feed();
        return TestGraph.Of(TestGraph.Node("Einsum", [feed.First, TestGraph.Constant(TestGraph.Random(4, weights))], [.. s_float, ("equation", equation)]).First, feed);
    }

    private static OpGraph Tensordot(int[] order)
    {
        var (feed, other) = (TestGraph.Feed(), TestGraph.Feed("y"));
        Output Ints(params int[] values) => TestGraph.Constant(Tensor.From([values.Length], values.AsSpan()));
        var axis = TestGraph.Constant(Tensor.From([], 0));
        var shape = TestGraph.Node("Shape", [feed.First], s_float).First;
        Output Part(params int[] dimensions) => TestGraph.Node("GatherV2", [shape, Ints(dimensions), axis]).First;
        Output Product(Output sizes) => TestGraph.Node("Prod", [sizes, Ints(0)]).First;
        var free = Part(0, 1);
        var rows = TestGraph.Node("Pack", [Product(free), Product(Part(2))]).First;
        var matrix = TestGraph.Node("Reshape", [TestGraph.Node("Transpose", [feed.First, Ints(order)], s_float).First, rows], s_float).First;
        var product = TestGraph.Node("MatMul", [matrix, TestGraph.Constant(TestGraph.Random(5, 6, 8))], s_float).First;
        var result = TestGraph.Node("Reshape", [product, TestGraph.Node("ConcatV2", [free, Ints(8), axis]).First], s_float).First;
        result = TestGraph.Node("BiasAdd", [result, TestGraph.Constant(TestGraph.Random(6, 8))], s_float).First;
        return TestGraph.Of(TestGraph.Node("Relu", [TestGraph.Node("AddV2", [other.First, result], s_float).First], s_float).First, feed, other);
    }
}
