using Embedded.TensorFlow.Graph;

namespace Embedded.TensorFlow.Tests.Graph;

public sealed class ControlRegressionTests
{
    // "Wait for the true branch" had become "wait for the Switch", whose first output is the false branch.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Control_input_from_a_branch_names_that_branch(bool taken)
    {
        var predicate = TestGraph.Feed("p");
        var choice = TestGraph.Node("Switch", [predicate.First, predicate.First]);
        var (yes, no) = (TestGraph.Node("Identity", [new Output(choice, 1)]), TestGraph.Node("Identity", [new Output(choice, 0)]));
        var (one, two) = (TestGraph.Node("Fill", [TestGraph.Constant(Kernels.Kernel.Ints(1)), TestGraph.Constant(Tensor.Scalar(1f))]), TestGraph.Node("Fill", [TestGraph.Constant(Kernels.Kernel.Ints(1)), TestGraph.Constant(Tensor.Scalar(2f))]));
        one.Controls.Add(yes);
        two.Controls.Add(no);
        var graph = TestGraph.Of(TestGraph.Node("Merge", [two.First, one.First]).First, predicate);

        GraphOptimizer.Normalize(graph);

        TestGraph.Run(graph, Tensor.Scalar(taken)).Data<float>()[0].ShouldBe(taken ? 1 : 2);
    }

    [Fact]
    public void Assert_ends_the_run_with_its_data()
    {
        var predicate = TestGraph.Feed("p");
        var graph = TestGraph.Of(TestGraph.Node("Identity", [predicate.First]).First, predicate);
        var assertion = TestGraph.Node("Assert", [predicate.First, TestGraph.Constant(Tensor.FromStrings([], "x must be positive")), TestGraph.Constant(Kernels.Kernel.Ints(1, 2, 3, 4))]);
        graph.Targets.Add(assertion);
        GraphOptimizer.Normalize(graph);

        TestGraph.Run(graph, Tensor.Scalar(true)).Data<bool>()[0].ShouldBeTrue();
        Should.Throw<TensorFlowException>(() => TestGraph.Run(graph, Tensor.Scalar(false))).Message.ShouldStartWith("assertion failed: [x must be positive] [1 2 3...]");
    }
}
