using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Elements turned round, rotated, and put back by a permutation.</summary>
internal static class SequenceKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Order", "all")
        .Add("Roll", Roll)
        .Add("ReverseSequence", ReverseSequence)
        .Add("Reverse", Reverse)
        .Begin("Order", "int32, int64")
        .Add("InvertPermutation", InvertPermutation)
        .Add("BroadcastArgs", BroadcastArgs);

    private static void Roll(KernelContext context)
    {
        var x = context.Input(0);
        var (shifts, axes) = (Elements.Integers(context.Input(1)), Elements.Integers(context.Input(2)));
        if (shifts.Length != axes.Length)
        {
            throw TensorFlowException.InvalidArgument($"shift and axis must have the same size");
        }

        var total = new long[x.Rank];
        for (var i = 0; i < axes.Length; i++)
        {
            total[Elements.Axis(axes[i], x.Rank)] += shifts[i];
        }

        TypeDispatch.Moving(x.DType, new RollBody(total), context);
    }

    private readonly struct RollBody(long[] shifts) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var x = context.Input(0);
            var result = context.Allocate(0, x.DType, x.Shape);
            var source = Cells.Of<T>(x);
            var target = Cells.Of<T>(result);
            for (var i = 0; i < source.Length; i++)
            {
                var (rest, at, step) = (i, 0L, 1L);
                for (var d = shifts.Length - 1; d >= 0; d--)
                {
                    var size = x.Shape[d];
                    var index = ((((rest % size) + shifts[d]) % size) + size) % size;
                    rest /= (int)size;
                    at += index * step;
                    step *= size;
                }

                target[(int)at] = source[i];
            }
        }
    }

    private static KernelBody ReverseSequence(KernelBuild build)
    {
        var (sequence, batch) = ((int)build.Attributes.Int("seq_dim", 0), (int)build.Attributes.Int("batch_dim", 0));
        return context => TypeDispatch.Moving(context.Input(0).DType, new ReverseSequenceBody(sequence, batch), context);
    }

    private readonly struct ReverseSequenceBody(int sequence, int batch) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var x = context.Input(0);
            var lengths = Elements.Integers(context.Input(1));
            if (sequence >= x.Rank || batch >= x.Rank || lengths.Length != x.Shape[batch] || lengths.Any(l => l < 0) || (lengths.Length > 0 && lengths.Max() > x.Shape[sequence]))
            {
                throw TensorFlowException.InvalidArgument($"Length of seq_lens != input.dims({batch}), or a length is beyond the sequence of shape {TensorShape.Format(x.Shape)}");
            }

            var source = Cells.Of<T>(x);
            var target = Cells.Of<T>(context.Allocate(0, x.DType, x.Shape));
            var steps = TensorShape.Strides(x.Shape);
            for (var i = 0; i < source.Length; i++)
            {
                var position = i / steps[sequence] % x.Shape[sequence];
                var length = lengths[i / steps[batch] % x.Shape[batch]];
                var moved = position < length ? length - 1 - position : position;
                target[i] = source[i + ((int)(moved - position) * steps[sequence])];
            }
        }
    }

    // The first version of ReverseV2: a truth value for every dimension.
    private static KernelBody Reverse(KernelBuild build)
    {
        var reverse = KernelRegistry.Default.Find("ReverseV2")!.Create(build);
        return context =>
        {
            var flags = context.Input(1).Data<bool>();
            var axes = new List<int>();
            for (var i = 0; i < flags.Length; i++)
            {
                if (flags[i])
                {
                    axes.Add(i);
                }
            }

            context.Set(0, Evaluator.Run(reverse, context, [context.Input(0), Tensor.From([axes.Count], axes.ToArray().AsSpan())])[0]);
        };
    }

    private static void InvertPermutation(KernelContext context)
    {
        var x = context.Input(0);
        var order = Elements.Integers(x);
        var result = context.Allocate(0, x.DType, x.Shape);
        var seen = new bool[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            if ((ulong)order[i] >= (ulong)order.Length || seen[order[i]])
            {
                throw TensorFlowException.InvalidArgument($"{order[i]} is duplicated in the input or not between 0 and {order.Length}");
            }

            seen[order[i]] = true;
            ShapeKernels.Write(result, (int)order[i], i);
        }
    }

    private static void BroadcastArgs(KernelContext context)
    {
        var (x, y) = (Elements.Integers(context.Input(0)), Elements.Integers(context.Input(1)));
        var shape = new long[Math.Max(x.Length, y.Length)];
        Elementwise.Broadcasting.Shape(x, y, shape);
        var result = context.Allocate(0, context.Input(0).DType, shape.Length);
        for (var i = 0; i < shape.Length; i++)
        {
            ShapeKernels.Write(result, i, shape[i]);
        }
    }
}
