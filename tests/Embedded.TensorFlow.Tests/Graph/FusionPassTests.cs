using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Graph.Passes;

namespace Embedded.TensorFlow.Tests.Graph;

public sealed class FusionPassTests
{
    [Fact]
    public void FuseEpilogues_moves_shortcut_and_activation_into_the_convolution()
    {
        var (before, after) = (Residual([1, 4, 4, 3]), Residual([1, 4, 4, 3]));

        FuseEpilogues.Run(after);

        TestGraph.Ops(after).ShouldBe(["Conv2D"]);
        Tensor[] feeds = [TestGraph.Random(1, 1, 4, 4, 3), TestGraph.Random(2, 1, 4, 4, 3)];
        TestGraph.ShouldMatch(TestGraph.Run(after, feeds), TestGraph.Run(before, feeds));
    }

    [Fact]
    public void FuseEpilogues_keeps_the_result_for_a_shortcut_that_is_broadcast()
    {
        var (before, after) = (Residual([1, 1, 1, 3]), Residual([1, 1, 1, 3]));

        FuseEpilogues.Run(after);

        Tensor[] feeds = [TestGraph.Random(1, 1, 4, 4, 3), TestGraph.Random(2, 1, 1, 1, 3)];
        TestGraph.ShouldMatch(TestGraph.Run(after, feeds), TestGraph.Run(before, feeds));
    }

    [Fact]
    public void FuseEpilogues_leaves_an_activation_of_a_shared_value()
    {
        var feed = TestGraph.Feed();
        var conv = Conv(feed.First, "SAME");
        var graph = TestGraph.Of(TestGraph.Node("Mul", [TestGraph.Node("Relu", [conv]).First, conv]).First, feed);

        FuseEpilogues.Run(graph);

        TestGraph.Ops(graph).ShouldContain("Relu");
    }

    [Theory]
    [InlineData(new[] { 0, 0, 1, 2, 3, 0, 0, 0 }, true)]
    [InlineData(new[] { 1, 0, 1, 1, 1, 1, 0, 0 }, false)]
    [InlineData(new[] { 0, 0, 1, 1, 1, 1, 0, 1 }, false)]
    public void FusePadding_takes_only_padding_of_height_and_width(int[] paddings, bool isFused)
    {
        var (before, after) = (Padded(paddings), Padded(paddings));

        FusePadding.Run(after);

        TestGraph.Ops(after).Contains("Pad").ShouldBe(!isFused);
        if (isFused)
        {
            var image = TestGraph.Random(1, 2, 5, 5, 3);
            TestGraph.ShouldMatch(TestGraph.Run(after, image), TestGraph.Run(before, image));
        }
    }

    [Theory]
    [InlineData("Relu", true)]
    [InlineData("Neg", false)]
    public void FusePadding_pads_a_maximum_only_over_values_that_are_not_negative(string producer, bool isFused)
    {
        var (before, after) = (Pooled(producer), Pooled(producer));

        FusePadding.Run(after);

        TestGraph.Ops(after).Contains("Pad").ShouldBe(!isFused);
        var image = TestGraph.Random(3, 1, 6, 6, 3);
        TestGraph.ShouldMatch(TestGraph.Run(after, image), TestGraph.Run(before, image));
    }

    private static Output Conv(Output x, string padding) => TestGraph.Node(
        "Conv2D", [x, TestGraph.Constant(TestGraph.Random(4, 3, 3, 3, 3), "filter")], ("T", DataType.Float), ("padding", padding), ("strides", new[] { 1, 1, 1, 1 })).First;

    private static OpGraph Residual(long[] shape)
    {
        var (feed, other) = (TestGraph.Feed(), TestGraph.Feed("y"));
        shape.Length.ShouldBe(4);
        var sum = TestGraph.Node("AddV2", [other.First, Conv(feed.First, "SAME")]);
        return TestGraph.Of(TestGraph.Node("Relu", [sum.First]).First, feed, other);
    }

    private static OpGraph Padded(int[] paddings)
    {
        var feed = TestGraph.Feed();
        var pad = TestGraph.Node("Pad", [feed.First, TestGraph.Constant(Tensor.From([4, 2], paddings.AsSpan()))]);
        return TestGraph.Of(Conv(pad.First, "VALID"), feed);
    }

    private static OpGraph Pooled(string producer)
    {
        var feed = TestGraph.Feed();
        var value = TestGraph.Node(producer, [feed.First]);
        var pad = TestGraph.Node("Pad", [value.First, TestGraph.Constant(Tensor.From([4, 2], 0, 0, 1, 1, 1, 1, 0, 0))]);
        var pool = TestGraph.Node("MaxPool", [pad.First], ("padding", "VALID"), ("ksize", new[] { 1, 3, 3, 1 }), ("strides", new[] { 1, 2, 2, 1 }));
        return TestGraph.Of(pool.First, feed);
    }
}
