using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class BlockTests
{
    [Fact]
    public void SpaceToDepth_puts_the_pixels_of_a_block_into_channels() =>
        Kernel.Run("SpaceToDepth", [("block_size", 2)], Kernel.Sequence(1, 2, 4, 1)).Data<float>().ToArray().ShouldBe([0, 1, 4, 5, 2, 3, 6, 7]);

    [Fact]
    public void DepthToSpace_undoes_SpaceToDepth()
    {
        var x = TestGraph.Random(1, 2, 4, 6, 3);

        TestGraph.ShouldMatch(Kernel.Run("DepthToSpace", [("block_size", 2)], Kernel.Run("SpaceToDepth", [("block_size", 2)], x)), x, 0);
    }

    [Theory]
    [InlineData(new[] { 2, 2 }, new[] { 1, 1, 0, 2 })]
    [InlineData(new[] { 3, 1 }, new[] { 0, 2, 0, 0 })]
    public void BatchToSpace_undoes_SpaceToBatch(int[] block, int[] padding)
    {
        var x = TestGraph.Random(2, 2, 4, 6, 3);
        var amounts = Tensor.From([2, 2], padding.AsSpan());

        var batches = Kernel.Run("SpaceToBatchND", x, Kernel.Ints(block), amounts);

        batches.Shape[0].ShouldBe(2 * block[0] * block[1]);
        TestGraph.ShouldMatch(Kernel.Run("BatchToSpaceND", batches, Kernel.Ints(block), amounts), x, 0);
    }

    [Fact]
    public void MirrorPad_repeats_the_border_or_not()
    {
        var padding = Tensor.From([1, 2], 2, 1);

        Kernel.Run("MirrorPad", [("mode", "REFLECT")], Kernel.Sequence(3), padding).Data<float>().ToArray().ShouldBe([2, 1, 0, 1, 2, 1]);
        Kernel.Run("MirrorPad", [("mode", "SYMMETRIC")], Kernel.Sequence(3), padding).Data<float>().ToArray().ShouldBe([1, 0, 0, 1, 2, 2]);
    }

    [Fact]
    public void Bitcast_splits_and_joins_elements()
    {
        var bytes = Kernel.Run("Bitcast", [("type", DataType.UInt8)], Kernel.Floats(1));

        bytes.Shape.ToArray().ShouldBe([1, 4]);
        Kernel.Run("Bitcast", [("type", DataType.Float)], bytes).Data<float>().ToArray().ShouldBe([1]);
    }
}
