using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Graph.Passes;

namespace Embedded.TensorFlow.Tests.Graph;

/// <summary>The passes that turn exporters' chains of small operations into one node.</summary>
public sealed class ChainPassTests
{
    private static readonly (string, object)[] s_float = [("T", DataType.Float)];

    [Theory]
    [InlineData("erfc", "_Gelu")]
    [InlineData("negative factor", "_Gelu")]
    [InlineData("erf", "_Gelu")]
    [InlineData("tanh", "_GeluTanh")]
    [InlineData("half gate", "_Gelu")]
    public void FuseGelu_knows_the_forms_of_exporters(string form, string op)
    {
        var (before, after) = (Gelu(form), Gelu(form));

        FuseGelu.Run(after);

        TestGraph.Ops(after).ShouldBe([op]);
        TestGraph.ShouldMatch(TestGraph.Run(after, TestGraph.Random(1, 3, 37)), TestGraph.Run(before, TestGraph.Random(1, 3, 37)), 2e-6);
    }

    [Fact]
    public void FuseGelu_leaves_another_factor()
    {
        var graph = Gelu("erfc", half: 0.25f);

        FuseGelu.Run(graph);

        TestGraph.Ops(graph).ShouldNotContain("_Gelu");
    }

    [Theory]
    [InlineData(true, -1)]
    [InlineData(false, -1)]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void FuseLayerNorm_knows_both_forms_over_any_dimension(bool negated, int axis)
    {
        var (before, after) = (LayerNorm(negated, axis), LayerNorm(negated, axis));

        FuseLayerNorm.Run(after);

        TestGraph.Ops(after).ShouldBe(["_LayerNorm"]);
        TestGraph.ShouldMatch(TestGraph.Run(after, TestGraph.Random(2, 2, 19, 19)), TestGraph.Run(before, TestGraph.Random(2, 2, 19, 19)), 2e-5);
    }

    [Theory]
    [InlineData(0.125f, true)]
    [InlineData(-1f, false)]
    public void FuseSoftmaxScale_takes_a_positive_factor(float factor, bool isFused)
    {
        var (before, after) = (Scaled(factor), Scaled(factor));

        FuseSoftmaxScale.Run(after);

        TestGraph.Ops(after).Contains("Mul").ShouldBe(!isFused);
        TestGraph.ShouldMatch(TestGraph.Run(after, TestGraph.Random(3, 4, 21)), TestGraph.Run(before, TestGraph.Random(3, 4, 21)));
    }

    private static OpGraph Scaled(float factor)
    {
        var feed = TestGraph.Feed();
        return TestGraph.Of(TestGraph.Node("Softmax", [Binary("Mul", feed.First, Scalar(factor))], s_float).First, feed);
    }

    private static OpGraph Gelu(string form, float half = 0.5f)
    {
        var feed = TestGraph.Feed();
        var x = feed.First;
        var root = MathF.Sqrt(2);
        Output Unary(string op, Output value) => TestGraph.Node(op, [value], s_float).First;
        var gate = form switch
        {
            "erfc" => Unary("Erfc", Binary("Mul", Unary("Neg", x), Scalar(1 / root))),
            "negative factor" => Unary("Erfc", Binary("Mul", Scalar(-1 / root), x)),
            "erf" or "half gate" => Binary("AddV2", Scalar(1), Unary("Erf", Binary("RealDiv", x, Scalar(root)))),
            _ => Binary("AddV2", Scalar(1), Unary("Tanh", Binary(
                "Mul", Scalar(MathF.Sqrt(2 / MathF.PI)), Binary("AddV2", x, Binary("Mul", Scalar(0.044715f), Binary("Pow", x, Scalar(3))))))),
        };
        return form == "half gate"
            ? TestGraph.Of(Binary("Mul", x, Binary("Mul", gate, Scalar(half))), feed)
            : TestGraph.Of(Binary("Mul", Binary("Mul", Scalar(half), x), gate), feed);
    }

    private static OpGraph LayerNorm(bool negated, int axis)
    {
        var feed = TestGraph.Feed();
        var x = feed.First;
        Output Mean(Output value) => TestGraph.Node("Mean", [value, TestGraph.Constant(Tensor.From([1], axis))], ("T", DataType.Float), ("keep_dims", true)).First;
        Output Parameter(int seed) => TestGraph.Constant(TestGraph.Random(seed, 1, 1, 19));
        var mean = Mean(x);
        var root = TestGraph.Node("Rsqrt", [Binary("AddV2", Mean(Binary("SquaredDifference", x, mean)), Scalar(1e-3f))], s_float).First;
        var (scale, beta) = (Binary("Mul", root, Parameter(4)), Parameter(5));
        var shift = negated
            ? Binary("AddV2", Binary("Mul", TestGraph.Node("Neg", [mean], s_float).First, scale), beta)
            : Binary("Sub", beta, Binary("Mul", mean, scale));
        return TestGraph.Of(Binary("AddV2", Binary("Mul", x, scale), shift), feed);
    }

    private static Output Binary(string op, Output x, Output y) => TestGraph.Node(op, [x, y], s_float).First;

    private static Output Scalar(float value) => TestGraph.Constant(Tensor.From([], value));
}
