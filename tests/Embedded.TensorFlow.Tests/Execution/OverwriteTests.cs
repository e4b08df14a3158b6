using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Graph.Passes;
using Embedded.TensorFlow.Kernels;
using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Execution;

/// <summary>A sum is written into the memory of the shortcut that it takes in, but only when nobody else sees that.</summary>
public sealed class OverwriteTests
{
    // Two panels of the widest kernel: the second reads the input when the first has been written.
    private const int Channels = 64;

    private static readonly Tensor[] s_noFeeds = [];

    [Fact]
    public void MayOverwrite_only_what_one_slot_holds_and_again_in_a_replay()
    {
        var frame = new Frame(4);
        frame.BeginRun();
        var alone = frame.Allocate(0, DataType.Float, [64]);
        frame.MayOverwrite(1, alone).ShouldBeTrue();
        frame.View(1, alone, DataType.Float, [64]);
        frame.MayOverwrite(2, alone).ShouldBeFalse("two slots hold it");
        frame.MayOverwrite(2, Tensor.Create(DataType.Float, [64])).ShouldBeFalse("it is not the frame's");
        frame.EndRun(s_noFeeds);

        frame.BeginRun();
        var again = frame.Allocate(0, DataType.Float, [64]);
        frame.MayOverwrite(1, again).ShouldBeTrue();
        frame.MayOverwrite(2, again).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ends here")]
    [InlineData("is used later")]
    [InlineData("is the input too")]
    [InlineData("is seen through a view")]
    [InlineData("is a feed")]
    [InlineData("is fetched")]
    public void Residual_has_the_same_result_in_every_run_when_it(string use)
    {
        var (plain, fused) = (Graph(use), Graph(use));
        FuseEpilogues.Run(fused);
        TestGraph.Ops(fused).ShouldNotContain("AddV2");
        var plan = new PlanCompiler(IntraOpPool.Serial, new PrepackCache()).Compile(fused);

        foreach (var (seed, size) in new[] { (1, 5), (2, 5), (3, 5), (4, 3), (5, 5) })
        {
            Tensor[] feeds = [TestGraph.Random(seed, 1, size, size, Channels)];
            var expected = TestGraph.RunAll(plain, feeds);
            using var state = new RunState(new ResourceStore(), isLoading: false, CancellationToken.None);
            var actual = new Tensor[fused.Fetches.Count];
            plan.Run(feeds, state, actual);
            for (var i = 0; i < actual.Length; i++)
            {
                TestGraph.ShouldMatch(actual[i], expected[i]);
            }
        }
    }

    private static OpGraph Graph(string use)
    {
        var feed = TestGraph.Feed();
        var shortcut = use == "is a feed" ? feed.First : TestGraph.Node("Tanh", [feed.First]).First;
        var input = use == "is the input too" ? shortcut : TestGraph.Node("Exp", [feed.First]).First;
        var filter = TestGraph.Constant(TestGraph.Random(9, 1, 1, Channels, Channels), "filter");
        var view = TestGraph.Node("Reshape", [shortcut, TestGraph.Constant(Tensor.From([1], [-1]), "flat")]).First;
        var sum = TestGraph.Node("AddV2", [TestGraph.Node("Conv2D", [input, filter], ("T", DataType.Float), ("strides", new[] { 1, 1, 1, 1 }), ("padding", "SAME")).First, shortcut]).First;
        var result = use switch
        {
            "is used later" => TestGraph.Node("Mul", [sum, shortcut]).First,
            "is seen through a view" => TestGraph.Node("Mul", [TestGraph.Node("Reshape", [sum, TestGraph.Constant(Tensor.From([1], [-1]), "line")]).First, view]).First,
            _ => TestGraph.Node("Neg", [sum]).First,
        };
        var graph = TestGraph.Of(result, feed);
        if (use == "is fetched")
        {
            graph.Fetches.Add(shortcut);
        }

        return graph;
    }
}
