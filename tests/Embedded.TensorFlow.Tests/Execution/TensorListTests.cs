using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Tests.Graph;
using Embedded.TensorFlow.Tests.Kernels;

namespace Embedded.TensorFlow.Tests.Execution;

public sealed class TensorListTests
{
    [Fact]
    public void List_gives_back_what_was_put_in_and_zeros_for_the_rest()
    {
        var item = TestGraph.Feed();
        var list = Node("TensorListReserve", [Shape(2), Scalar(3)], ("element_dtype", DataType.Float));
        var set = Node("TensorListSetItem", [list, Scalar(1), item.First]);

        TestGraph.Run(TestGraph.Of(Node("TensorListStack", [set, Shape(2)]), item), Kernel.Floats(4, 5)).Data<float>().ToArray().ShouldBe([0, 0, 4, 5, 0, 0]);
    }

    [Fact]
    public void Setting_an_item_leaves_the_old_list_as_it_was()
    {
        var item = TestGraph.Feed();
        var list = Node("TensorListFromTensor", [TestGraph.Constant(Kernel.Sequence(2, 2)), Shape(2)]);
        var set = Node("TensorListSetItem", [list, Scalar(0), item.First]);
        var both = Node("ConcatV2", [Node("TensorListStack", [set, Shape(2)]), Node("TensorListStack", [list, Shape(2)]), Scalar(0)]);

        TestGraph.Run(TestGraph.Of(both, item), Kernel.Floats(8, 9)).Data<float>().ToArray().ShouldBe([8, 9, 2, 3, 0, 1, 2, 3]);
    }

    [Fact]
    public void Lists_grow_and_shrink_at_the_end()
    {
        var item = TestGraph.Feed();
        var list = Node("TensorListPushBack", [Node("EmptyTensorList", [Shape(1), Scalar(-1)], ("element_dtype", DataType.Float)), item.First]);
        var twice = Node("TensorListPushBack", [list, item.First]);
        var popped = TestGraph.Node("TensorListPopBack", [twice, Shape(1)]);

        TestGraph.Run(TestGraph.Of(Node("TensorListLength", [twice]), item), Kernel.Floats(1)).Data<int>()[0].ShouldBe(2);
        TestGraph.Run(TestGraph.Of(Node("TensorListLength", [popped.First]), item), Kernel.Floats(1)).Data<int>()[0].ShouldBe(1);
        TestGraph.Run(TestGraph.Of(new Output(popped, 1), item), Kernel.Floats(7)).Data<float>().ToArray().ShouldBe([7]);
        var joined = Node("TensorListConcatV2", [twice, Shape(1), TestGraph.Constant(Tensor.Create(DataType.Int64, 0))]);
        TestGraph.Run(TestGraph.Of(joined, item), Kernel.Floats(7, 8)).Data<float>().ToArray().ShouldBe([7, 8, 7, 8]);
    }

    [Theory]
    [InlineData(5, "Trying to access element 5 in a list with 2 elements.")]
    [InlineData(-1, "Trying to access element -1 in a list with 2 elements.")]
    public void Element_that_is_not_there_is_named(int index, string text)
    {
        var item = TestGraph.Feed();
        var list = Node("TensorListFromTensor", [item.First, Shape(2)]);

        var error = Should.Throw<TensorFlowException>(() => TestGraph.Run(TestGraph.Of(Node("TensorListGetItem", [list, Scalar(index), Shape(2)]), item), Kernel.Sequence(2, 2)));
        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldStartWith(text);
    }

    // The feed of a body may lie in memory that the caller's frame uses again.
    [Fact]
    public void Elements_outlive_the_memory_they_came_from()
    {
        var (x, count) = (TestGraph.Feed("x"), TestGraph.Feed("n"));
        var scaled = Node("Mul", [x.First, TestGraph.Constant(Tensor.Scalar(2f))]);
        var list = Node("TensorListSetItem", [Node("TensorListReserve", [Shape(64), Scalar(1)], ("element_dtype", DataType.Float)), Scalar(0), scaled]);
        var other = Node("Exp", [Node("Neg", [Node("Square", [x.First])])]);
        var sum = Node("AddV2", [Node("Mul", [other, TestGraph.Constant(Tensor.Scalar(0f))]), Node("TensorListStack", [list, Shape(64)])]);
        var graph = TestGraph.Of(sum, x, count);
        var values = TestGraph.Random(3, 64);

        for (var run = 0; run < 3; run++)
        {
            TestGraph.ShouldMatch(TestGraph.Run(graph, values, Tensor.Scalar(1)), Kernel.Run("Reshape", Kernel.Run("Mul", values, Tensor.Scalar(2f)), Kernel.Ints(1, 64)), 0);
        }
    }

    private static Output Node(string op, IEnumerable<Output> inputs, params (string, object)[] attributes) => TestGraph.Node(op, inputs, attributes).First;

    private static Output Scalar(int value) => TestGraph.Constant(Tensor.Scalar(value));

    private static Output Shape(params int[] shape) => TestGraph.Constant(Kernel.Ints(shape));
}
