using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Elementwise;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>The same elements in another order, repeated, or with a border.</summary>
internal static class ArrangeKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Arranging", "all")
        .Add("Transpose", static c => TypeDispatch.Moving(c.Input(0).DType, default(TransposeBody), c))
        .Add("Tile", static c => TypeDispatch.Moving(c.Input(0).DType, default(TileBody), c))
        .Add("BroadcastTo", static c => TypeDispatch.Moving(c.Input(0).DType, default(BroadcastBody), c))
        .Add("Pad", static c => TypeDispatch.Moving(c.Input(0).DType, default(PadBody), c))
        .Add("PadV2", static c => TypeDispatch.Moving(c.Input(0).DType, default(PadBody), c));

    private readonly struct TransposeBody : IMovingBody
    {
        // No distance between elements.
        private const int Taken = -1;

        public void Run<T>(KernelContext context)
        {
            var x = context.Input(0);
            Span<long> buffer = stackalloc long[TensorShape.MaxRank];
            var order = Elements.Integers(context.Input(1), buffer);
            Span<long> shape = stackalloc long[x.Rank];
            Span<int> steps = stackalloc int[x.Rank];
            Span<int> moved = stackalloc int[x.Rank];
            shape.Fill(-1);
            TensorShape.Strides(x.Shape, steps);
            for (var i = 0; i < order.Length && order.Length == x.Rank; i++)
            {
                var axis = Elements.Axis(order[i], x.Rank, static (axis, rank) => $"{axis} is out of range [0 .. {rank})");
                (shape[i], moved[i], steps[axis]) = (x.Shape[axis], steps[axis], Taken);
            }

            // A dimension that was named twice leaves another out.
            if (order.Length == x.Rank && steps.IndexOfAnyExcept(Taken) is >= 0 and var missing)
            {
                throw TensorFlowException.InvalidArgument($"{missing} is missing from {{{string.Join(',', order.ToArray())}}}.");
            }

            if (order.Length != x.Rank)
            {
                throw TensorFlowException.InvalidArgument($"transpose expects a vector of size {x.Rank}. But input(1) is a vector of size {order.Length}");
            }

            StridedCopy.Run(Cells.Of<T>(x), moved, shape, Cells.Of<T>(context.Allocate(0, x.DType, shape)));
        }
    }

    private readonly struct BroadcastBody : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var x = context.Input(0);
            var shape = Elements.Integers(context.Input(1));
            if (Array.Find(shape, d => d < 0) is < 0 and var negative)
            {
                throw TensorFlowException.InvalidArgument($"Dimension {negative} must be >= 0");
            }

            if (x.Rank > shape.Length)
            {
                throw TensorFlowException.InvalidArgument($"Rank of input ({x.Rank}) must be no greater than rank of output shape ({shape.Length}).");
            }

            var fitting = new long[shape.Length];
            Broadcasting.Shape(x.Shape, shape, fitting);
            if (!fitting.AsSpan().SequenceEqual(shape))
            {
                throw TensorFlowException.InvalidArgument($"Unable to broadcast tensor of shape {TensorShape.Format(x.Shape)} to tensor of shape {TensorShape.Format(shape)}");
            }

            var steps = new int[shape.Length];
            var own = TensorShape.Strides(x.Shape);
            for (var i = 1; i <= x.Rank; i++)
            {
                steps[^i] = x.Shape[^i] == 1 ? 0 : own[^i];
            }

            StridedCopy.Run(Cells.Of<T>(x), steps, shape, Cells.Of<T>(context.Allocate(0, x.DType, shape)));
        }
    }

    private readonly struct TileBody : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var x = context.Input(0);
            var times = Elements.Integers(context.Input(1));
            if (times.Length != x.Rank)
            {
                throw TensorFlowException.InvalidArgument($"Expected multiples argument to be a vector of length {x.Rank} but got length {times.Length}");
            }

            // A repeated dimension is two: the repetition, which does not move, and the dimension itself.
            var (shape, split, steps) = (new long[x.Rank], new long[2 * x.Rank], new int[2 * x.Rank]);
            var own = TensorShape.Strides(x.Shape);
            for (var i = 0; i < times.Length; i++)
            {
                if (times[i] < 0)
                {
                    throw TensorFlowException.InvalidArgument($"Expected multiples[{i}] >= 0, but got {times[i]}");
                }

                shape[i] = Math.BigMul(x.Shape[i], times[i]) is var size && size <= long.MaxValue
                    ? (long)size
                    : throw TensorFlowException.InvalidArgument($"Encountered overflow when multiplying {x.Shape[i]} with {times[i]}, result: -1");
                (split[2 * i], split[(2 * i) + 1], steps[(2 * i) + 1]) = (times[i], x.Shape[i], own[i]);
            }

            StridedCopy.Run(Cells.Of<T>(x), steps, split, Cells.Of<T>(context.Allocate(0, x.DType, shape)));
        }
    }

    private readonly struct PadBody : IMovingBody
    {
        // Beyond any tensor, and far enough from where sums of two overflow.
        private const long MostPadding = long.MaxValue / 4;

        public void Run<T>(KernelContext context)
        {
            var x = context.Input(0);
            Span<long> buffer = stackalloc long[2 * TensorShape.MaxRank];
            var padding = Elements.Integers(context.Input(1), buffer);
            if (padding.Length != 2 * x.Rank)
            {
                throw TensorFlowException.InvalidArgument($"The first dimension of paddings must be the rank of inputs{TensorShape.Format(context.Input(1).Shape)} {TensorShape.Format(x.Shape)}");
            }

            Span<long> shape = stackalloc long[x.Rank];
            for (var i = 0; i < shape.Length; i++)
            {
                shape[i] = padding[2 * i] is >= 0 and <= MostPadding && padding[(2 * i) + 1] is >= 0 and <= MostPadding
                    ? x.Shape[i] + padding[2 * i] + padding[(2 * i) + 1]
                    : throw TensorFlowException.InvalidArgument($"Paddings must be non-negative: {padding[2 * i]} {padding[(2 * i) + 1]}");
            }

            var target = Cells.Of<T>(context.Allocate(0, x.DType, shape));
            target.Fill(context.InputCount > 2 ? Cells.Of<T>(context.Input(2))[0] : default!);
            Span<int> steps = stackalloc int[x.Rank];
            TensorShape.Strides(shape, steps);
            Insert(Cells.Of<T>(x), x.Shape, padding, steps, target);
        }

        private static void Insert<T>(Span<T> source, ReadOnlySpan<long> size, ReadOnlySpan<long> padding, ReadOnlySpan<int> steps, Span<T> target)
        {
            if (source.IsEmpty || size.IsEmpty)
            {
                source.CopyTo(target);
                return;
            }

            Span<long> index = stackalloc long[size.Length];
            index.Clear();
            var run = (int)size[^1];
            for (var done = 0; done < source.Length; done += run)
            {
                var at = 0L;
                for (var d = 0; d < index.Length; d++)
                {
                    at += (index[d] + padding[2 * d]) * steps[d];
                }

                source.Slice(done, run).CopyTo(target[(int)at..]);
                for (var d = index.Length - 2; d >= 0 && ++index[d] == size[d]; d--)
                {
                    index[d] = 0;
                }
            }
        }
    }
}
