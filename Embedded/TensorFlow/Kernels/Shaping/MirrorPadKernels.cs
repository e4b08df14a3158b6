using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Borders that mirror what is inside, and the same bytes under another type.</summary>
internal static class MirrorPadKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Arranging", "all")
        .Add("MirrorPad", MirrorPad)
        .Add("Bitcast", Bitcast);

    private static KernelBody MirrorPad(KernelBuild build)
    {
        // SYMMETRIC repeats the border, REFLECT does not.
        var skip = build.Attributes.Text("mode", "REFLECT") == "REFLECT" ? 1 : 0;
        return context => TypeDispatch.Moving(context.Input(0).DType, new MirrorBody(skip), context);
    }

    private readonly struct MirrorBody(int skip) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var (x, padding) = (context.Input(0), Elements.Integers(context.Input(1)));
            if (padding.Length != 2 * x.Rank)
            {
                throw TensorFlowException.InvalidArgument($"The first dimension of paddings must be the rank of inputs, {x.Rank}");
            }

            var shape = new long[x.Rank];
            var sources = new int[x.Rank][];
            var steps = TensorShape.Strides(x.Shape);
            for (var d = 0; d < x.Rank; d++)
            {
                var (before, after, size) = (padding[2 * d], padding[(2 * d) + 1], x.Shape[d]);
                if (before < 0 || after < 0 || before > size - skip || after > size - skip)
                {
                    throw TensorFlowException.InvalidArgument($"paddings must be no greater than the dimension size: {before}, {after} greater than {size - skip}");
                }

                shape[d] = before + size + after;
                sources[d] = new int[shape[d]];
                for (var i = 0; i < shape[d]; i++)
                {
                    var at = i - before;
                    at = at < 0 ? -at - 1 + skip : at >= size ? (2 * size) - at - 1 - skip : at;
                    sources[d][i] = (int)at * steps[d];
                }
            }

            var source = Cells.Of<T>(x);
            var target = Cells.Of<T>(context.Allocate(0, x.DType, shape));
            for (var i = 0; i < target.Length; i++)
            {
                var (rest, from) = (i, 0);
                for (var d = x.Rank - 1; d >= 0; d--)
                {
                    from += sources[d][rest % (int)shape[d]];
                    rest /= (int)shape[d];
                }

                target[i] = source[from];
            }
        }
    }

    private static KernelBody Bitcast(KernelBuild build)
    {
        var type = build.Attributes.Type("type", DataType.Invalid);
        return context =>
        {
            var x = context.Input(0);
            var (from, to) = (x.DType.Size(), type.Size());
            if (from == 0 || to == 0)
            {
                throw TypeDispatch.Unsupported(from == 0 ? x.DType : type);
            }

            // Wider elements split into a new last dimension; narrower ones join over the last.
            if (from < to && (x.Rank == 0 || x.Shape[^1] != to / from))
            {
                throw TensorFlowException.InvalidArgument($"Cannot bitcast from {x.DType.CanonicalName()} to {type.CanonicalName()} with shape {TensorShape.Format(x.Shape)}");
            }

            long[] shape = from == to ? x.Shape.ToArray() : from > to ? [.. x.Shape, from / to] : [.. x.Shape[..^1]];
            context.View(0, x, type, shape);
        };
    }
}
