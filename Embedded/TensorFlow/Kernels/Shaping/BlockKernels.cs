using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Blocks of pixels moved between space and channels, or space and batch.</summary>
internal static class BlockKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Blocks", "all")
        .Add("SpaceToDepth", build => Depth(build, toDepth: true), notes: "NHWC")
        .Add("DepthToSpace", build => Depth(build, toDepth: false), notes: "NHWC")
        .Add("SpaceToBatchND", static c => ToBatch(c, Elements.Integers(c.Input(1)), Elements.Integers(c.Input(2))))
        .Add("BatchToSpaceND", static c => ToSpace(c, Elements.Integers(c.Input(1)), Elements.Integers(c.Input(2))))
        .Add("SpaceToBatch", build => Square(build, ToBatch))
        .Add("BatchToSpace", build => Square(build, ToSpace));

    private static KernelBody Square(KernelBuild build, Action<KernelContext, long[], long[]> run)
    {
        var size = build.Attributes.Int("block_size", 2);
        return context => run(context, [size, size], Elements.Integers(context.Input(1)));
    }

    private static KernelBody Depth(KernelBuild build, bool toDepth)
    {
        Dense.ChannelsLast.Require(build.Node);
        var size = build.Attributes.Int("block_size", 2);
        if (size < 2)
        {
            throw TensorFlowException.InvalidArgument($"Value for attr 'block_size' of {size} must be at least minimum 2");
        }

        return context =>
        {
            var x = context.Input(0);
            if (x.Rank != 4)
            {
                throw toDepth
                    ? TensorFlowException.InvalidArgument($"Input rank should be 4 instead of {x.Rank}")
                    : TensorFlowException.InvalidArgument($"Input rank should be: 4 instead of: {x.Rank}");
            }

            if (toDepth ? x.Shape[1] % size != 0 || x.Shape[2] % size != 0 : x.Shape[3] % (size * size) != 0)
            {
                throw toDepth
                    ? TensorFlowException.InvalidArgument($"Image width {x.Shape[2]} and height {x.Shape[1]} should be divisible by block_size: {size}")
                    : TensorFlowException.InvalidArgument($"Input depth dimension {x.Shape[3]} should be divisible by: {size * size}");
            }

            var (n, h, w, c) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
            if (toDepth)
            {
                Permute(context, x, [n, h / size, size, w / size, size, c], [0, 1, 3, 2, 4, 5], [n, h / size, w / size, size * size * c]);
            }
            else
            {
                Permute(context, x, [n, h, w, size, size, c / (size * size)], [0, 1, 3, 2, 4, 5], [n, h * size, w * size, c / (size * size)]);
            }
        };
    }

    private static void ToBatch(KernelContext context, long[] block, long[] padding)
    {
        var x = context.Input(0);
        RequireBlocks(x, block, padding);
        var padded = x;
        if (padding.AsSpan().ContainsAnyExcept(0L))
        {
            var pad = KernelRegistry.Default.Find("Pad")!.Create(new KernelBuild(new Graph.GraphNode("", "Pad", Format.AttributeMap.Empty), new PrepackCache()));
            long[] amounts = [0, 0, .. padding, .. new long[2 * (x.Rank - block.Length - 1)]];
            padded = Evaluator.Run(pad, context, [x, Tensor.From([x.Rank, 2], amounts.AsSpan())])[0];
        }

        var split = new List<long> { padded.Shape[0] };
        var (order, shape) = (new List<int>(), new List<long> { padded.Shape[0] });
        for (var i = 0; i < block.Length; i++)
        {
            var size = padded.Shape[i + 1];
            if (size % block[i] != 0)
            {
                throw TensorFlowException.InvalidArgument($"padded_shape[{i}]={size} is not divisible by block_shape[{i}]={block[i]}");
            }

            split.AddRange([size / block[i], block[i]]);
            order.Add((2 * i) + 2);
            shape.Add(size / block[i]);
            shape[0] *= block[i];
        }

        order.Add(0);
        order.AddRange(Enumerable.Range(0, block.Length).Select(i => (2 * i) + 1));
        order.AddRange(Enumerable.Range((2 * block.Length) + 1, x.Rank - block.Length - 1));
        var rest = padded.Shape[(block.Length + 1)..];
        Permute(context, padded, [.. split, .. rest], [.. order], [.. shape, .. rest]);
    }

    private static void ToSpace(KernelContext context, long[] block, long[] crops)
    {
        var x = context.Input(0);
        RequireBlocks(x, block, crops);
        var blocks = block.Aggregate(1L, (product, b) => product * b);
        if (x.Shape[0] % blocks != 0)
        {
            throw TensorFlowException.InvalidArgument($"Input batch dimension ({x.Shape[0]}) is not divisible by product of block sizes ({blocks})");
        }

        var (m, batch) = (block.Length, x.Shape[0] / blocks);
        var (order, full) = (new List<int> { m }, new List<long> { batch });
        for (var i = 0; i < m; i++)
        {
            order.AddRange([m + 1 + i, i]);
            full.Add(x.Shape[i + 1] * block[i]);
        }

        order.AddRange(Enumerable.Range((2 * m) + 1, x.Rank - m - 1));
        var rest = x.Shape[(m + 1)..];
        var whole = Tensor.Create(x.DType, [.. full, .. rest], clear: false);
        TypeDispatch.Moving(x.DType, new PermuteBody(x, [.. block, batch, .. x.Shape[1..]], [.. order], whole), context);
        var (begin, shape) = (new long[x.Rank], whole.Shape.ToArray());
        for (var i = 0; i < m; i++)
        {
            begin[i + 1] = crops[2 * i];
            shape[i + 1] -= crops[2 * i] + crops[(2 * i) + 1];
        }

        TypeDispatch.Moving(x.DType, new CropBody(whole, begin, shape), context);
    }

    private static void RequireBlocks(Tensor x, long[] block, long[] amounts)
    {
        if (x.Rank < block.Length + 1 || amounts.Length != 2 * block.Length || Array.Exists(block, b => b < 1) || Array.Exists(amounts, a => a < 0))
        {
            throw TensorFlowException.InvalidArgument($"input rank should be >= {block.Length + 1} instead of {x.Rank}, blocks at least 1 and paddings or crops not negative");
        }
    }

    private static void Permute(KernelContext context, Tensor x, long[] split, int[] order, long[] shape) =>
        TypeDispatch.Moving(x.DType, new PermuteBody(x, split, order, context.Allocate(0, x.DType, shape)), context);

    // Reads x under the shape "split" and writes its dimensions in another order.
    private readonly struct PermuteBody(Tensor x, long[] split, int[] order, Tensor result) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var (own, sizes) = (TensorShape.Strides(split), split);
            StridedCopy.Run(Cells.Of<T>(x), Array.ConvertAll(order, d => own[d]), Array.ConvertAll(order, d => sizes[d]), Cells.Of<T>(result));
        }
    }

    private readonly struct CropBody(Tensor x, long[] begin, long[] shape) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var steps = TensorShape.Strides(x.Shape);
            var start = begin.Select((b, d) => (int)b * steps[d]).Sum();
            StridedCopy.Run(Cells.Of<T>(x), steps, shape, Cells.Of<T>(context.Allocate(0, x.DType, shape)), start);
        }
    }
}
