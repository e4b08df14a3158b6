using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Graph.Passes;

namespace Embedded.TensorFlow.Tests.Graph;

public sealed class NormalizationPassTests
{
    private static readonly (string, object)[] s_conv =
    [
        ("T", DataType.Float), ("padding", "SAME"), ("strides", new[] { 1, 1, 1, 1 }),
    ];

    [Fact]
    public void Run_turns_a_batch_norm_into_weights_and_bias()
    {
        Build(out var before, x => BatchNorm(Conv(x)));
        Build(out var after, x => BatchNorm(Conv(x)));

        Rewrite(after);

        TestGraph.Ops(after).ShouldBe(["Conv2D"]);
        ShouldGiveTheSame(before, after);
    }

    [Fact]
    public void Run_turns_the_chain_of_Keras_3_into_weights_and_bias()
    {
        Build(out var before, x => Chain(Conv(x)));
        Build(out var after, x => Chain(Conv(x)));

        Rewrite(after);

        TestGraph.Ops(after).ShouldBe(["Conv2D"]);
        ShouldGiveTheSame(before, after);
    }

    [Fact]
    public void Run_joins_bias_and_normalisation_before_a_convolution_into_one_affine()
    {
        Build(out var before, x => Conv(BatchNorm(x, 3), 3));
        Build(out var after, x => Conv(BatchNorm(x, 3), 3));

        Rewrite(after);

        TestGraph.Ops(after).ShouldBe(["_ChannelAffine", "Conv2D"]);
        ShouldGiveTheSame(before, after);
    }

    [Fact]
    public void Run_leaves_a_constant_that_broadcasts_the_value()
    {
        // [n, 1] times [5] is [n, 5]: no scale of channels.
        var feed = TestGraph.Feed();
        var narrow = TestGraph.Node("MatMul", [feed.First, TestGraph.Constant(TestGraph.Random(1, 4, 1))], ("T", DataType.Float));
        var graph = TestGraph.Of(TestGraph.Node("Mul", [narrow.First, TestGraph.Floats(1, 2, 3, 4, 5)]).First, feed);

        Rewrite(graph);

        TestGraph.Ops(graph).ShouldBe(["MatMul", "Mul"]);
    }

    [Fact]
    public void Run_leaves_a_convolution_that_others_use_too()
    {
        var feed = TestGraph.Feed();
        var conv = Conv(feed.First);
        var graph = TestGraph.Of(TestGraph.Node("AddV2", [BatchNorm(conv), conv]).First, feed);

        Rewrite(graph);

        TestGraph.Ops(graph).ShouldBe(["Conv2D", "_ChannelAffine", "AddV2"], ignoreOrder: true);
    }

    [Fact]
    public void Run_scales_the_rows_of_a_transposed_matrix()
    {
        Build(out var before, Dense);
        Build(out var after, Dense);

        Rewrite(after);

        TestGraph.Ops(after).ShouldBe(["MatMul"]);
        TestGraph.ShouldMatch(TestGraph.Run(after, TestGraph.Random(9, 2, 4)), TestGraph.Run(before, TestGraph.Random(9, 2, 4)));

        static Output Dense(Output x)
        {
            var product = TestGraph.Node("MatMul", [x, TestGraph.Constant(TestGraph.Random(2, 3, 4))], ("transpose_b", true), ("T", DataType.Float));
            var scaled = TestGraph.Node("Mul", [product.First, TestGraph.Floats(2, 3, 4)]);
            return TestGraph.Node("BiasAdd", [scaled.First, TestGraph.Floats(1, 0, -1)]).First;
        }
    }

    private static void Rewrite(OpGraph graph)
    {
        var cache = new FoldingCache();
        new NormalizationsToAffine(cache).Run(graph);
        new FoldAffineIntoWeights(cache).Run(graph);
    }

    private static void Build(out OpGraph graph, Func<Output, Output> body)
    {
        var feed = TestGraph.Feed();
        graph = TestGraph.Of(body(feed.First), feed);
    }

    private static void ShouldGiveTheSame(OpGraph before, OpGraph after)
    {
        var image = TestGraph.Random(7, 1, 5, 6, 3);
        TestGraph.ShouldMatch(TestGraph.Run(after, image), TestGraph.Run(before, image), 1e-4);
    }

    private static Output Conv(Output x) => Conv(x, 3);

    private static Output Conv(Output x, int channels) =>
        TestGraph.Node("Conv2D", [x, TestGraph.Constant(TestGraph.Random(1, 3, 3, channels, 4), "filter")], s_conv).First;

    private static Output BatchNorm(Output x) => BatchNorm(x, 4);

    private static Output BatchNorm(Output x, int channels)
    {
        var variance = TestGraph.Random(5, channels);
        foreach (ref var value in variance.Data<float>())
        {
            value = Math.Abs(value) + 0.1f;
        }

        return TestGraph.Node(
            "FusedBatchNormV3",
            [
                x, TestGraph.Constant(TestGraph.Random(3, channels)), TestGraph.Constant(TestGraph.Random(4, channels)),
                TestGraph.Constant(TestGraph.Random(6, channels)), TestGraph.Constant(variance),
            ],
            ("epsilon", 1e-3f), ("is_training", false)).First;
    }

    private static Output Chain(Output x)
    {
        var scaled = TestGraph.Node("Mul", [x, TestGraph.Constant(TestGraph.Random(3, 1, 1, 1, 4))]);
        var shifted = TestGraph.Node("Sub", [scaled.First, TestGraph.Floats(0.5f, 1, -1, 2)]);
        return TestGraph.Node("AddV2", [TestGraph.Constant(Tensor.Scalar(0.25f)), shifted.First]).First;
    }
}
