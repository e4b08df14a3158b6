using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Execution;

/// <summary>What depends on the shapes of the feeds only is computed once for each set of shapes.</summary>
public sealed class ShapeArithmeticTests
{
    [Fact]
    public void Find_takes_what_follows_from_shapes_and_leaves_what_follows_from_values()
    {
        var feed = TestGraph.Feed();
        var shape = TestGraph.Node("Shape", [feed.First]);
        var product = TestGraph.Node("Prod", [shape.First, Ints(0)]);
        var flat = TestGraph.Node("Reshape", [TestGraph.Node("Relu", [feed.First]).First, TestGraph.Node("Pack", [product.First]).First]);
        var fromFlat = TestGraph.Node("Size", [flat.First]);
        var chosen = TestGraph.Node("Where", [TestGraph.Node("Greater", [feed.First, TestGraph.Floats(0)]).First]);
        var fromChosen = TestGraph.Node("Shape", [chosen.First]);
        var graph = TestGraph.Of(fromFlat.First, feed);
        graph.Fetches.Add(fromChosen.First);

        var found = ShapeArithmetic.Find(graph.TopologicalOrder(), []);

        found.ShouldContain(shape);
        found.ShouldContain(product);
        found.ShouldContain(fromFlat);
        found.ShouldNotContain(flat);
        found.ShouldNotContain(chosen);
        found.ShouldNotContain(fromChosen);
    }

    [Fact]
    public void Run_of_one_plan_follows_changing_shapes_and_values()
    {
        // x + its number of rows, and that number itself, which leaves the run.
        var feed = TestGraph.Feed();
        var rows = TestGraph.Node("Cast", [TestGraph.Node("GatherV2", [TestGraph.Node("Shape", [feed.First]).First, Ints(0), Scalar(0)]).First], ("DstT", DataType.Float));
        var graph = TestGraph.Of(TestGraph.Node("AddV2", [feed.First, rows.First]).First, feed);
        graph.Fetches.Add(rows.First);
        var plan = new PlanCompiler(IntraOpPool.Serial, new()).Compile(graph);
        using var state = new RunState(new ResourceStore(), isLoading: false, CancellationToken.None);

        foreach (var (count, value) in new[] { (2, 5f), (2, 7f), (3, 1f), (2, 9f), (3, 2f) })
        {
            var x = Tensor.Create(DataType.Float, [count]);
            x.Data<float>().Fill(value);
            var results = new Tensor[2];
            plan.Run([x], state, results);

            results[0].Data<float>().ToArray().ShouldAllBe(sum => sum == value + count);
            results[1].Data<float>()[0].ShouldBe(count);

            // The caller owns what it was given: the next run must not notice.
            results[1].Data<float>()[0] = -100;
        }
    }

    private static Output Ints(params int[] values) => TestGraph.Constant(Tensor.From([values.Length], values.AsSpan()));

    private static Output Scalar(int value) => TestGraph.Constant(Tensor.From([], value));
}
