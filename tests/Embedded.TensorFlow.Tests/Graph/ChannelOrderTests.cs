using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Graph.Passes;
using Embedded.TensorFlow.Tests.Kernels;

namespace Embedded.TensorFlow.Tests.Graph;

/// <summary>What is written for channels first gives what its counterpart for channels last gives.</summary>
public sealed class ChannelOrderTests
{
    private static readonly Tensor s_image = TestGraph.Random(1, 2, 3, 6, 5);

    public static TheoryData<string> Ops => ["Conv2D", "DepthwiseConv2dNative", "MaxPool", "AvgPool", "FusedBatchNormV3", "SpaceToDepth", "BiasAdd"];

    [Theory]
    [MemberData(nameof(Ops))]
    public void Op_for_channels_first_equals_the_one_for_channels_last(string op)
    {
        var feed = TestGraph.Feed();
        var graph = TestGraph.Of(Node(op, feed.First, "NCHW").First, feed);
        ChannelsFirstToLast.Run(graph);

        var last = Kernel.Run("Transpose", s_image, Kernel.Ints(0, 2, 3, 1));
        var expected = Kernel.Run("Transpose", TestGraph.Run(TestGraph.Of(Node(op, feed.First, "NHWC").First, feed), last), Kernel.Ints(0, 3, 1, 2));
        TestGraph.ShouldMatch(TestGraph.Run(graph, s_image), expected, 1e-5);
    }

    [Fact]
    public void Transposes_between_layers_vanish()
    {
        var feed = TestGraph.Feed();
        var first = Node("Conv2D", feed.First, "NCHW");
        var active = TestGraph.Node("Relu", [Node("BiasAdd", first.First, "NCHW", 3).First]);
        var second = Node("Conv2D", TestGraph.Node("AddV2", [active.First, TestGraph.Constant(Kernel.Sequence(1, 3, 1, 1))]).First, "NCHW");
        var mean = TestGraph.Node("Mean", [second.First, TestGraph.Constant(Kernel.Ints(2, 3))]);
        var graph = TestGraph.Of(mean.First, feed);

        ChannelsFirstToLast.Run(graph);

        TestGraph.Ops(graph).Count(o => o == "Transpose").ShouldBe(1);
        TestGraph.Run(graph, s_image).Shape.ToArray().ShouldBe([2, 3]);
    }

    [Fact]
    public void Graph_without_such_nodes_is_left_alone()
    {
        var feed = TestGraph.Feed();
        var graph = TestGraph.Of(TestGraph.Node("Relu", [feed.First]).First, feed);

        ChannelsFirstToLast.Run(graph);

        TestGraph.Ops(graph).ShouldBe(["Relu"]);
    }

    private static GraphNode Node(string op, Output x, string format, int channels = 3)
    {
        var isFirst = format == "NCHW";
        int[] Order(int height, int width) => isFirst ? [1, 1, height, width] : [1, height, width, 1];
        (string, object)[] window = [("data_format", format), ("strides", Order(1, 2)), ("padding", "SAME")];
        return op switch
        {
            "Conv2D" => TestGraph.Node(op, [x, TestGraph.Constant(TestGraph.Random(2, 3, 2, channels, 3))], window),
            "DepthwiseConv2dNative" => TestGraph.Node(op, [x, TestGraph.Constant(TestGraph.Random(2, 3, 2, channels, 2))], window),
            "FusedBatchNormV3" => TestGraph.Node(
                op, [x, .. Enumerable.Range(0, 4).Select(i => TestGraph.Floats(1, 2 + i, 3))], ("data_format", format), ("is_training", false)),
            "SpaceToDepth" => TestGraph.Node("DepthToSpace", [TestGraph.Node("Tile", [x, TestGraph.Constant(isFirst ? Kernel.Ints(1, 4, 1, 1) : Kernel.Ints(1, 1, 1, 4))]).First], ("data_format", format), ("block_size", 2)),
            "BiasAdd" => TestGraph.Node(op, [x, TestGraph.Floats(1, 2, 3)], ("data_format", format)),
            _ => TestGraph.Node(op, [x], [.. window, ("ksize", Order(2, 3))]),
        };
    }
}
