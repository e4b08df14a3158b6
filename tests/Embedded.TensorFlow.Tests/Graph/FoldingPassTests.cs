using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Graph.Passes;

namespace Embedded.TensorFlow.Tests.Graph;

public sealed class FoldingPassTests
{
    [Fact]
    public void FoldConstants_computes_what_depends_on_constants_only()
    {
        var sum = TestGraph.Node("AddV2", [TestGraph.Floats(1, 2), TestGraph.Floats(3, 4)]);
        var graph = TestGraph.Of(TestGraph.Node("Mul", [sum.First, TestGraph.Floats(2, 2)]).First);

        new FoldConstants(new FoldingCache()).Run(graph);

        graph.Fetches[0].Constant.ShouldNotBeNull().Data<float>().ToArray().ShouldBe([8, 12]);
    }

    [Fact]
    public void FoldConstants_does_not_blow_up_the_model()
    {
        var fill = TestGraph.Node("Fill", [TestGraph.Constant(Tensor.From([2], 4096, 4096)), TestGraph.Constant(Tensor.Scalar(1f))]);
        var graph = TestGraph.Of(fill.First);

        new FoldConstants(new FoldingCache()).Run(graph);

        TestGraph.Ops(graph).ShouldBe(["Fill"]);
    }

    [Theory]
    [InlineData(true, "Neg")]
    [InlineData(false, "Abs")]
    public void FoldConstants_takes_the_branch_that_a_constant_decides(bool predicate, string taken)
    {
        var feed = TestGraph.Feed();
        var choice = TestGraph.Node("Switch", [feed.First, TestGraph.Constant(Tensor.Scalar(predicate))]);
        var merge = TestGraph.Node(
            "Merge", [TestGraph.Node("Abs", [new Output(choice, 0)]).First, TestGraph.Node("Neg", [new Output(choice, 1)]).First]);
        var graph = TestGraph.Of(merge.First, feed);

        new FoldConstants(new FoldingCache()).Run(graph);

        TestGraph.Ops(graph).ShouldBe([taken]);
    }

    [Theory]
    [InlineData(true, -3f)]
    [InlineData(false, 3f)]
    public void Run_of_a_branch_that_the_request_decides_follows_it(bool predicate, float expected)
    {
        var (feed, decides) = (TestGraph.Feed(), TestGraph.Feed("p"));
        var choice = TestGraph.Node("Switch", [feed.First, decides.First]);
        var merge = TestGraph.Node(
            "Merge", [TestGraph.Node("Abs", [new Output(choice, 0)]).First, TestGraph.Node("Neg", [new Output(choice, 1)]).First]);

        TestGraph.Run(TestGraph.Of(merge.First, feed, decides), Tensor.Scalar(3f), Tensor.Scalar(predicate)).Data<float>()[0].ShouldBe(expected);
    }

    [Fact]
    public void FoldingCache_gives_the_same_tensor_for_the_same_work()
    {
        var cache = new FoldingCache();
        var input = Tensor.Scalar(1f);

        var first = cache.GetOrAdd("f", AttributeMap.Empty, [input], () => [Tensor.Scalar(2f)]);
        var second = cache.GetOrAdd("f", AttributeMap.Empty, [input], () => throw new InvalidOperationException());

        second.ShouldBeSameAs(first);
    }

    [Fact]
    public void DropIdentities_keeps_one_that_orders_an_effect()
    {
        var feed = TestGraph.Feed();
        var (plain, ordering) = (TestGraph.Node("Identity", [feed.First]), TestGraph.Node("Identity", [feed.First]));
        ordering.Controls.Add(TestGraph.Node("AssignVariableOp", [feed.First, feed.First]));
        var graph = TestGraph.Of(TestGraph.Node("AddV2", [plain.First, ordering.First]).First, feed);

        DropIdentities.Run(graph);

        TestGraph.Ops(graph).Count(op => op == "Identity").ShouldBe(1);
    }

    [Fact]
    public void PruneControls_drops_what_orders_nothing()
    {
        var feed = TestGraph.Feed();
        var node = TestGraph.Node("Neg", [feed.First]);
        node.Controls.Add(TestGraph.Node("NoOp", []));
        var effect = TestGraph.Node("AssignVariableOp", [feed.First, feed.First]);
        node.Controls.Add(effect);

        PruneControls.Run(TestGraph.Of(node.First, feed));

        node.Controls.ShouldBe([effect]);
    }

    [Fact]
    public void ReferenceVariables_reads_after_the_assignment_it_follows()
    {
        var variable = TestGraph.Node("VariableV2", [], ("dtype", DataType.Float), ("shared_name", "v"));
        var assign = TestGraph.Node("Assign", [variable.First, TestGraph.Floats(1, 2)], ("validate_shape", false));
        var add = TestGraph.Node("AssignAdd", [assign.First, TestGraph.Floats(10, 20)]);
        var graph = TestGraph.Of(TestGraph.Node("Neg", [add.First]).First);

        ReferenceVariables.Run(graph);

        TestGraph.Ops(graph).ShouldBe(["VarHandleOp", "Assign", "AssignAdd", "ReadVariableOp", "Neg"]);
        TestGraph.Run(graph).Data<float>().ToArray().ShouldBe([-11, -22]);
    }

    [Fact]
    public void FreezeVariables_replaces_reads_of_what_nobody_assigns()
    {
        var resources = new ResourceStore();
        resources.GetOrAdd("v", () => new Variable("v", DataType.Float, null)).Assign(Tensor.Scalar(5f));
        var handle = TestGraph.Node("VarHandleOp", [], ("dtype", DataType.Float), ("shared_name", "v"));
        var graph = TestGraph.Of(TestGraph.Node("ReadVariableOp", [handle.First]).First);

        FreezeVariables.Run(graph, resources, FreezeVariables.FindAssignable([graph]));

        graph.Fetches[0].Constant.ShouldNotBeNull().Data<float>()[0].ShouldBe(5f);
    }

    [Fact]
    public void FindAssignable_sees_assignments_and_handles_passed_on()
    {
        var assigned = TestGraph.Node("VarHandleOp", [], ("shared_name", "a"));
        var escaping = TestGraph.Node("VarHandleOp", [], ("shared_name", "b"));
        var read = TestGraph.Node("VarHandleOp", [], ("shared_name", "c"));
        var graph = TestGraph.Of(TestGraph.Node("Merge", [escaping.First, TestGraph.Node("ReadVariableOp", [read.First]).First]).First);
        graph.Targets.Add(TestGraph.Node("AssignVariableOp", [assigned.First, TestGraph.Floats(1)]));

        FreezeVariables.FindAssignable([graph]).ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public void TopologicalOrder_refuses_a_cycle()
    {
        var node = TestGraph.Node("Neg", []);
        var other = TestGraph.Node("Abs", [node.First]);
        node.Inputs.Add(other.First);

        Should.Throw<TensorFlowException>(() => TestGraph.Of(node.First).TopologicalOrder()).Message.ShouldStartWith("Graph is invalid, contains a cycle");
    }
}
