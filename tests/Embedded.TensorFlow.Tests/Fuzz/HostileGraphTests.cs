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
