using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Format.Bundle;
using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Fuzz;

/// <summary>Small graphs made to take all memory, all stack or all time.</summary>
public sealed class HostileGraphTests
{
    // f0 calls f1 twice, f1 calls f2 twice, …: a kilobyte that stands for 2^40 nodes.
    [Fact]
    public void Functions_that_double_at_every_level_are_refused()
    {
        var library = new FunctionLibrary();
        for (var i = 0; i < 40; i++)
        {
            library.Add($"f{i}", Function($"f{i}", i < 39 ? $"f{i + 1}" : "NoOp", 2));
        }

        Refused(library, "f0").Code.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public void Functions_nested_too_deep_are_refused()
    {
        var library = new FunctionLibrary();
        for (var i = 0; i < 1000; i++)
        {
            library.Add($"f{i}", Function($"f{i}", $"f{i + 1}", 1));
        }

        Refused(library, "f0").Code.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public void Constants_that_would_grow_without_bound_are_left_to_the_run()
    {
        var fill = TestGraph.Node("Fill", [TestGraph.Constant(Kernels.Kernel.Ints(1 << 14, 1 << 14)), TestGraph.Constant(Tensor.Scalar(1f))]);
        var graph = TestGraph.Of(TestGraph.Node("Shape", [fill.First]).First);
        var before = GC.GetAllocatedBytesForCurrentThread();

        new Embedded.TensorFlow.Graph.Passes.FoldConstants(new Embedded.TensorFlow.Graph.Passes.FoldingCache()).Run(graph);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 20);
    }

    [Theory]
    [InlineData("Fill", new[] { 1 << 20, 1 << 20 })]
    [InlineData("Fill", new[] { -1 })]
    [InlineData("Fill", new[] { int.MaxValue, int.MaxValue, int.MaxValue })]
    public void Absurd_sizes_are_refused_before_memory_is_taken(string op, int[] shape)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Should.Throw<TensorFlowException>(() => Kernels.Kernel.Run(op, Kernels.Kernel.Ints(shape), Tensor.Scalar(1f)));

        (error.Code is StatusCode.ResourceExhausted or StatusCode.InvalidArgument).ShouldBeTrue(error.Message);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 << 20);
    }

    public static TheoryData<string, (string, object)[], Tensor[]> Greedy => new()
    {
        { "AddV2", [], [Kernels.Kernel.Sequence(1 << 20, 1), Kernels.Kernel.Sequence(1, 1 << 20)] },
        { "MatMul", [], [Kernels.Kernel.Sequence(1 << 20, 0), Kernels.Kernel.Sequence(0, 1 << 20)] },
        { "Einsum", [("equation", "a,b->ab")], [Kernels.Kernel.Sequence(1 << 20), Kernels.Kernel.Sequence(1 << 20)] },
        { "Einsum", [("equation", "a,b->ab")], [Kernels.Kernel.Run("Cast", [("DstT", DataType.Double)], Kernels.Kernel.Sequence(1 << 15)), Kernels.Kernel.Run("Cast", [("DstT", DataType.Double)], Kernels.Kernel.Sequence(1 << 15))] },
        { "BroadcastTo", [], [Tensor.Scalar(1f), Kernels.Kernel.Longs(1L << 50)] },
        { "Tile", [], [Kernels.Kernel.Floats(1, 2), Kernels.Kernel.Longs(1L << 40)] },
        { "Pad", [], [Kernels.Kernel.Floats(1), Tensor.From([1, 2], 1L << 40, 0)] },
        { "Range", [], [Tensor.Scalar(0L), Tensor.Scalar(1L << 50), Tensor.Scalar(1L)] },
        { "LinSpace", [], [Tensor.Scalar(0f), Tensor.Scalar(1f), Tensor.Scalar(int.MaxValue)] },
        { "OneHot", [], [Kernels.Kernel.Ints(1, 2), Tensor.Scalar(int.MaxValue), Tensor.Scalar(1f), Tensor.Scalar(0f)] },
        { "UnsortedSegmentSum", [], [Kernels.Kernel.Floats(1), Kernels.Kernel.Ints(0), Tensor.Scalar(int.MaxValue)] },
        { "DynamicStitch", [], [Kernels.Kernel.Ints(int.MaxValue), Kernels.Kernel.Floats(1)] },
        { "ScatterNd", [], [Tensor.From([1, 1], 0L), Kernels.Kernel.Floats(1), Kernels.Kernel.Longs(1L << 40)] },
        { "Bincount", [], [Kernels.Kernel.Ints(1), Tensor.Scalar(int.MaxValue), Kernels.Kernel.Floats()] },
        { "HistogramFixedWidth", [], [Kernels.Kernel.Floats(1), Kernels.Kernel.Floats(0, 1), Tensor.Scalar(int.MaxValue)] },
        { "ResizeBilinear", [], [Kernels.Kernel.Sequence(1, 2, 2, 1), Kernels.Kernel.Ints(1 << 20, 1 << 20)] },
        { "ResizeBicubic", [], [Kernels.Kernel.Sequence(0, 2, 2, 1), Kernels.Kernel.Ints(int.MaxValue - 1, int.MaxValue - 1)] },
        { "ResizeNearestNeighbor", [], [Kernels.Kernel.Sequence(1, 2, 2, 0), Kernels.Kernel.Ints(int.MaxValue - 1, 1)] },
        { "StatelessRandomUniform", [], [Kernels.Kernel.Longs(1L << 40), Kernels.Kernel.Longs(1, 2)] },
        { "SparseToDense", [], [Kernels.Kernel.Longs(0), Kernels.Kernel.Longs(1L << 40), Kernels.Kernel.Floats(1), Tensor.Scalar(0f)] },
        { "SparseFillEmptyRows", [], [Tensor.From([1, 2], 0L, 0L), Kernels.Kernel.Floats(1), Kernels.Kernel.Longs(1L << 40, 1), Tensor.Scalar(0f)] },
        { "MatrixDiagV3", [], [Kernels.Kernel.Floats(1), Tensor.Scalar(0), Tensor.Scalar(1 << 30), Tensor.Scalar(1), Tensor.Scalar(0f)] },
        { "DecodePaddedRaw", [], [Kernels.Kernel.Texts("a"), Tensor.Scalar(int.MaxValue - 3)] },
        { "NonMaxSuppressionV4", [("pad_to_max_output_size", true)], [Kernels.Kernel.Sequence(1, 4), Kernels.Kernel.Floats(1), Tensor.Scalar(int.MaxValue), Tensor.Scalar(0.5f), Tensor.Scalar(0f)] },
    };

    [Theory]
    [MemberData(nameof(Greedy))]
    public void Results_of_any_size_are_refused_before_memory_is_taken(string op, (string, object)[] attributes, Tensor[] inputs)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<TensorFlowException>(() => Kernels.Kernel.Run(op, attributes, inputs)).Code.ShouldBe(StatusCode.ResourceExhausted);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 20);
    }

    [Fact]
    public void Rows_that_a_request_only_claims_are_refused()
    {
        var refused = (string op, (string, object)[] attributes, Tensor[] inputs) =>
            Should.Throw<TensorFlowException>(() => Kernels.Kernel.Run(op, attributes, inputs)).Code.ShouldBe(StatusCode.InvalidArgument);
        var before = GC.GetAllocatedBytesForCurrentThread();

        refused("RaggedTensorToTensor", [("row_partition_types", new[] { "ROW_SPLITS" })], [Kernels.Kernel.Longs(-1, -1), Kernels.Kernel.Floats(1), Tensor.Scalar(0f), Kernels.Kernel.Longs(0, int.MaxValue)]);
        refused("RaggedRange", [], [Tensor.Scalar(0), Kernels.Kernel.Ints(int.MaxValue), Tensor.Scalar(1)]);
        refused("Tile", [], [Kernels.Kernel.Floats(1, 2), Kernels.Kernel.Longs(long.MaxValue)]);
        refused("Pad", [], [Kernels.Kernel.Floats(1), Tensor.From([1, 2], long.MaxValue, long.MaxValue)]);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 20);
    }

    [Fact]
    public void Picture_that_claims_more_pixels_than_its_bytes_can_hold_is_refused()
    {
        // JPEG header of 65500 x 65500 pixels, then nothing.
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xDC, 0xFF, 0xDC, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<TensorFlowException>(() => Kernels.Kernel.Run("DecodeJpeg", Tensor.FromStrings([], (ReadOnlyMemory<byte>)jpeg))).Code.ShouldBe(StatusCode.InvalidArgument);
        Should.Throw<TensorFlowException>(() => Kernels.Kernel.Run("DecodeImage", Tensor.FromStrings([], "GIF89a\xff\xff\xff\xff"))).Code.ShouldBe(StatusCode.InvalidArgument);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 << 20);
    }

    private static TensorFlowException Refused(FunctionLibrary library, string function)
    {
        var nodes = new Dictionary<string, NodeDef>(StringComparer.Ordinal) { ["call"] = new("call", function, [], AttributeMap.Empty) };
        return Should.Throw<TensorFlowException>(() => GraphImporter.Import(new GraphDef(nodes, library), [], [], ["call"]));
    }

    // FunctionDef { signature { name } node_def { name op }… control_ret { key value }… }
    private static byte[] Function(string name, string op, int calls)
    {
        var function = new ProtoWriter().Message(1, new ProtoWriter().Text(1, name));
        for (var i = 0; i < calls; i++)
        {
            function.Message(3, new ProtoWriter().Text(1, $"n{i}").Text(2, op));
            function.Message(6, new ProtoWriter().Text(1, $"n{i}").Text(2, $"n{i}"));
        }

        return function.Written.ToArray();
    }
}
