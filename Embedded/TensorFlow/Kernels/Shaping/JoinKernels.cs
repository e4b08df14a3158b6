using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Several tensors into one, and back.</summary>
internal static class JoinKernels
{
    // Nobody splits into more; a crafted file would take memory for each part of nothing.
    private const int MostParts = 1 << 20;

    private static readonly Func<long, int, FormattableString> s_range = static (axis, rank) => $"axis = {axis} not in [{-rank}, {rank})";

    private static readonly Func<long, int, FormattableString> s_splitRange =
        static (axis, rank) => $"-input rank(-{rank}) <= split_dim < input rank ({rank}), but got {axis}";

    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Joining", "all")
        .Add("ConcatV2", static c => TypeDispatch.Moving(c.Input(0).DType, new ConcatBody(0, c.InputCount - 1, c.InputCount - 1), c))
        .Add("Concat", static c => TypeDispatch.Moving(c.Input(1).DType, new ConcatBody(1, c.InputCount - 1, 0), c))
        .Add("Pack", Pack)
        .Add("Unpack", Unpack)
        .Add("Split", Split)
        .Add("SplitV", SplitV);

    private static KernelBody Pack(KernelBuild build)
    {
        var axis = build.Attributes.Int("axis", 0);
        return context =>
        {
            var first = context.Input(0);
            var at = Elements.Axis(axis, first.Rank + 1, s_range);
            TypeDispatch.Moving(first.DType, new PackBody(at), context);
        };
    }

    private static KernelBody Unpack(KernelBuild build)
    {
        var (axis, count) = (build.Attributes.Int("axis", 0), build.Attributes.Int("num", 0));
        return context =>
        {
            var x = context.Input(0);
            var at = Elements.Axis(axis, x.Rank, s_range);
            if (x.Shape[at] != count)
            {
                throw TensorFlowException.InvalidArgument($"Input shape axis {at} must equal {count}, got shape {TensorShape.Format(x.Shape)}");
            }

            TypeDispatch.Moving(x.DType, new SplitBody(x, at, [.. Enumerable.Repeat(1L, (int)count)], true), context);
        };
    }

    private static KernelBody Split(KernelBuild build)
    {
        var count = (int)Math.Clamp(build.Attributes.Int("num_split", 1), 0, int.MaxValue);
        return context =>
        {
            var x = context.Input(1);
            var axis = Elements.Axis(Elements.Integer(context.Input(0)), x.Rank, s_splitRange);
            if (count is < 1 or > MostParts || x.Shape[axis] % count != 0)
            {
                throw TensorFlowException.InvalidArgument($"Number of ways to split should evenly divide the split dimension, but got split_dim {axis} (size = {x.Shape[axis]}) and num_split {count}");
            }

            TypeDispatch.Moving(x.DType, new SplitBody(x, axis, [.. Enumerable.Repeat(x.Shape[axis] / count, count)], false), context);
        };
    }

    private static void SplitV(KernelContext context)
    {
        var x = context.Input(0);
        var sizes = Elements.Integers(context.Input(1));
        var axis = Elements.Axis(Elements.Integer(context.Input(2)), x.Rank, s_splitRange);
        if (sizes.Count(s => s == -1) > 1)
        {
            throw TensorFlowException.InvalidArgument($"There can only be one -1 in the input.");
        }

        if (Array.FindIndex(sizes, s => s < -1) is >= 0 and var negative)
        {
            throw TensorFlowException.InvalidArgument($"Split size at index {negative} must be >= 0. Got: {sizes[negative]}");
        }

        var rest = x.Shape[axis] - sizes.Where(s => s >= 0).Sum();
        sizes = Array.ConvertAll(sizes, s => s < 0 ? rest : s);
        if (sizes.Sum() != x.Shape[axis] || rest < 0)
        {
            throw TensorFlowException.InvalidArgument($"Determined shape must either match input shape along split_dim exactly if fully specified, or be less than the size of the input along split_dim if not fully specified.  Got: {sizes.Sum()}");
        }

        TypeDispatch.Moving(x.DType, new SplitBody(x, axis, sizes, false), context);
    }

    private readonly struct ConcatBody(int first, int count, int axisInput) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var head = context.Input(first);
            var axis = Elements.Axis(
                Elements.Integer(context.Input(axisInput)), Math.Max(head.Rank, 1), static (axis, rank) => $"ConcatOp : Expected concatenating dimensions in the range [{-rank}, {rank}), but got {axis}");
            Span<long> shape = stackalloc long[head.Rank];
            head.Shape.CopyTo(shape);
            for (var i = 1; i < count; i++)
            {
                Extend(shape, context.Input(first + i), axis, head.Shape, i);
            }

            var target = Cells.Of<T>(context.Allocate(0, head.DType, shape));
            var row = Product(shape[axis..]);
            for (int i = 0, at = 0; i < count; i++)
            {
                var part = context.Input(first + i);
                var source = Cells.Of<T>(part);
                var width = Product(part.Shape[axis..]);
                for (var outer = 0; outer < Product(shape[..axis]); outer++)
                {
                    source.Slice(outer * width, width).CopyTo(target[((outer * row) + at)..]);
                }

                at += width;
            }
        }

        private static void Extend(Span<long> shape, Tensor part, int axis, ReadOnlySpan<long> head, int index)
        {
            if (part.Rank != shape.Length)
            {
                throw TensorFlowException.InvalidArgument($"ConcatOp : Ranks of all input tensors should match: shape[0] = {TensorShape.Format(head)} vs. shape[{index}] = {TensorShape.Format(part.Shape)}");
            }

            for (var d = 0; d < shape.Length; d++)
            {
                if (d != axis && part.Shape[d] != shape[d])
                {
                    throw TensorFlowException.InvalidArgument($"ConcatOp : Dimension {d} in both shapes must be equal: shape[0] = {TensorShape.Format(head)} vs. shape[{index}] = {TensorShape.Format(part.Shape)}");
                }
            }

            shape[axis] += part.Shape[axis];
        }
    }

    private readonly struct PackBody(int axis) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var head = context.Input(0);
            var (count, inner) = (context.InputCount, Product(head.Shape[axis..]));
            Span<long> shape = stackalloc long[head.Rank + 1];
            var target = Cells.Of<T>(context.Allocate(0, head.DType, TensorShape.Join(shape, head.Shape[..axis], [count], head.Shape[axis..])));
            for (var i = 0; i < count; i++)
            {
                var part = context.Input(i);
                if (!part.Shape.SequenceEqual(head.Shape))
                {
                    throw TensorFlowException.InvalidArgument($"Shapes of all inputs must match: values[0].shape = {TensorShape.Format(head.Shape)} != values[{i}].shape = {TensorShape.Format(part.Shape)}");
                }

                var source = Cells.Of<T>(part);
                for (var outer = 0; outer < Product(head.Shape[..axis]); outer++)
                {
                    source.Slice(outer * inner, inner).CopyTo(target[(((outer * count) + i) * inner)..]);
                }
            }
        }
    }

    private readonly struct SplitBody(Tensor x, int axis, long[] sizes, bool dropAxis) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var source = Cells.Of<T>(x);
            var (outer, row, step) = (Product(x.Shape[..axis]), Product(x.Shape[axis..]), Product(x.Shape[(axis + 1)..]));
            for (int i = 0, at = 0; i < sizes.Length; i++)
            {
                var width = (int)sizes[i] * step;
                if (context.Wants(i))
                {
                    long[] middle = dropAxis ? [] : [sizes[i]];
                    var target = Cells.Of<T>(context.Allocate(i, x.DType, [.. x.Shape[..axis], .. middle, .. x.Shape[(axis + 1)..]]));
                    for (var o = 0; o < outer; o++)
                    {
                        source.Slice((o * row) + at, width).CopyTo(target[(o * width)..]);
                    }
                }

                at += width;
            }
        }
    }

    /// <summary>Number of elements that the dimensions span.</summary>
    internal static int Product(ReadOnlySpan<long> sizes)
    {
        var product = 1;
        foreach (var size in sizes)
        {
            product *= (int)size;
        }

        return product;
    }
}
