using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Graph.Passes;

namespace Embedded.TensorFlow.Tests.Graph;

public sealed class LoopTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(7, 10)]
    [InlineData(12, 12)]
    public void Loop_of_TensorFlow_1_becomes_a_While(int start, int expected)
    {
        var graph = Import("exit:0");

        TestGraph.Ops(graph).ShouldBe(["While"]);
        Run(graph, start).Data<int>()[0].ShouldBe(expected);
    }

    [Fact]
    public void Result_of_a_loop_can_be_used_further() =>
        Run(Import("twice:0"), 3).Data<int>()[0].ShouldBe(20);

    [Fact]
    public void Loop_without_its_parts_is_refused()
    {
        var nodes = Nodes();
        nodes["next"] = Define("next", "NextIteration", ["next"]);

        var error = Should.Throw<TensorFlowException>(() => GraphImporter.Import(new GraphDef(nodes, new FunctionLibrary()), [("x", "x:0")], ["exit:0"], []).TopologicalOrder());
        (error.Code is StatusCode.Unimplemented or StatusCode.InvalidArgument).ShouldBeTrue(error.Message);
    }

    [Fact]
    public void BindArguments_puts_constants_into_branches_and_invariant_ones_into_loops()
    {
        var (branch, argument) = (new OpGraph(), TestGraph.Feed("a"));
        branch.Feeds.Add(("a", argument));
        branch.Fetches.Add(TestGraph.Node("Neg", [argument.First]).First);
        var node = new GraphNode("if", "StatelessIf", AttributeMap.Empty) { Bodies = [branch, branch] };
        var decider = TestGraph.Feed("p");
        node.Inputs.AddRange([decider.First, TestGraph.Floats(1)]);
        var graph = TestGraph.Of(node.First, decider);

        BindArguments.Run(graph);

        branch.Fetches[0].Node.Inputs[0].Constant.ShouldNotBeNull();
        BindArguments.Unused(node).Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(true, -2f)]
    [InlineData(false, 4f)]
    public void TakeBranches_inlines_what_a_constant_decides(bool taken, float expected)
    {
        var feed = TestGraph.Feed();
        var node = new GraphNode("if", "If", AttributeMap.Empty) { Bodies = [Branch("Neg"), Branch("Square")] };
        node.Inputs.AddRange([TestGraph.Constant(Tensor.Scalar(taken)), feed.First]);
        var graph = TestGraph.Of(node.First, feed);

        TakeBranches.Run(graph).ShouldBeTrue();

        TestGraph.Ops(graph).ShouldBe([taken ? "Neg" : "Square"]);
        TestGraph.Run(graph, Tensor.Scalar(2f)).Data<float>()[0].ShouldBe(expected);
    }

    [Theory]
    [InlineData(0, -3f)]
    [InlineData(1, 9f)]
    [InlineData(7, 9f)]
    [InlineData(-1, 9f)]
    public void Case_takes_its_last_branch_for_any_other_index(int index, float expected)
    {
        var (feed, decider) = (TestGraph.Feed(), TestGraph.Feed("i"));
        var node = new GraphNode("case", "StatelessCase", AttributeMap.Empty) { Bodies = [Branch("Neg"), Branch("Square")] };
        node.Inputs.AddRange([decider.First, feed.First]);

        TestGraph.Run(TestGraph.Of(node.First, feed, decider), Tensor.Scalar(3f), Tensor.Scalar(index)).Data<float>()[0].ShouldBe(expected);
    }

    // A value of the caller's frame that a body hands back may not be recycled while it is in use.
    [Fact]
    public void Arguments_that_pass_through_a_branch_keep_their_memory()
    {
        var (feed, decider) = (TestGraph.Feed(), TestGraph.Feed("p"));
        var branch = new OpGraph();
        var argument = TestGraph.Feed("a");
        branch.Feeds.Add(("a", argument));
        branch.Fetches.Add(argument.First);
        var node = new GraphNode("if", "StatelessIf", AttributeMap.Empty) { Bodies = [branch, GraphCopy.Whole(branch)] };
        node.Inputs.AddRange([decider.First, TestGraph.Node("Neg", [feed.First]).First]);
        var later = TestGraph.Node("Square", [TestGraph.Node("Exp", [feed.First]).First]);
        var sum = TestGraph.Node("AddV2", [TestGraph.Node("Mul", [later.First, TestGraph.Floats(0)]).First, node.First]);
        var graph = TestGraph.Of(sum.First, feed, decider);
        var x = TestGraph.Random(1, 100, 1);

        for (var run = 0; run < 3; run++)
        {
            TestGraph.ShouldMatch(TestGraph.Run(graph, x, Tensor.Scalar(true)), Kernels.Kernel.Run("Neg", x), 0);
        }
    }

    private static OpGraph Branch(string op)
    {
        var (graph, argument) = (new OpGraph(), TestGraph.Feed("a"));
        graph.Feeds.Add(("a", argument));
        graph.Fetches.Add(TestGraph.Node(op, [argument.First]).First);
        return graph;
    }

    private static Tensor Run(OpGraph graph, int start) => TestGraph.Run(graph, Tensor.Scalar(start));

    private static OpGraph Import(string fetch)
    {
        var graph = GraphImporter.Import(new GraphDef(Nodes(), new FunctionLibrary()), [("x", "x:0")], [fetch], []);
        GraphOptimizer.Normalize(graph);
        return graph;
    }

    // while (i < 10) i = i + 1
    private static Dictionary<string, NodeDef> Nodes() => new NodeDef[]
    {
        Define("x", "Placeholder", []),
        Define("ten", "Const", [], ("value", Tensor.Scalar(10))),
        Define("one", "Const", ["^pass"], ("value", Tensor.Scalar(1))),
        Define("enter", "Enter", ["x"], ("frame_name", "loop")),
        Define("limit", "Enter", ["ten"], ("frame_name", "loop"), ("is_constant", true)),
        Define("merge", "Merge", ["enter", "next"]),
        Define("less", "Less", ["merge", "limit"]),
        Define("cond", "LoopCond", ["less"]),
        Define("switch", "Switch", ["merge", "cond"]),
        Define("pass", "Identity", ["switch:1"]),
        Define("add", "AddV2", ["pass", "one"]),
        Define("next", "NextIteration", ["add"]),
        Define("exit", "Exit", ["switch"]),
        Define("twice", "AddV2", ["exit", "exit"]),
    }.ToDictionary(n => n.Name, StringComparer.Ordinal);

    private static NodeDef Define(string name, string op, string[] inputs, params (string Name, object Value)[] attributes) =>
        new(name, op, inputs, TestGraph.Attributes(attributes));
}
