using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Choice between two values by a condition.</summary>
internal static class SelectKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Choice", "all")
        .Add("SelectV2", static c => TypeDispatch.Moving(c.Input(1).DType, default(BroadcastBody), c))
        .Add("Select", static c => TypeDispatch.Moving(c.Input(1).DType, default(RowBody), c), notes: "condition: scalar, vector of rows, or of equal shape");

    private readonly struct BroadcastBody : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var (condition, x, y) = (context.Input(0), context.Input(1), context.Input(2));
            Span<long> pair = stackalloc long[Math.Max(x.Rank, y.Rank)];
            Span<long> shape = stackalloc long[Math.Max(condition.Rank, pair.Length)];
            if (!Broadcasting.Fit(x.Shape, y.Shape) || !Broadcasting.Fit(condition.Shape, x.Shape) || !Broadcasting.Fit(condition.Shape, y.Shape))
            {
                throw TensorFlowException.InvalidArgument(
                    $"condition {TensorShape.Format(condition.Shape)}, then {TensorShape.Format(x.Shape)}, and else {TensorShape.Format(y.Shape)} must be broadcastable");
            }

            Broadcasting.Shape(x.Shape, y.Shape, pair);
            Broadcasting.Shape(condition.Shape, pair, shape);
            var target = Cells.Of<T>(context.Allocate(0, x.DType, shape));
            var chosen = condition.Data<bool>();
            var xs = Cells.Of<T>(x);
            var ys = Cells.Of<T>(y);
            if (IsPlain(condition, shape) && IsPlain(x, shape) && IsPlain(y, shape))
            {
                var (conditionStep, xStep, yStep) = (Step(condition), Step(x), Step(y));
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = chosen[i * conditionStep] ? xs[i * xStep] : ys[i * yStep];
                }

                return;
            }

            var (c, a, b) = (new BroadcastIndex(condition.Shape, shape), new BroadcastIndex(x.Shape, shape), new BroadcastIndex(y.Shape, shape));
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = chosen[c[i]] ? xs[a[i]] : ys[b[i]];
            }
        }
    }

    private static void RequireRows(KernelContext context, Tensor condition, Tensor x, Tensor y)
    {
        if (condition.Rank > 1 && !condition.Shape.SequenceEqual(x.Shape))
        {
            throw TensorFlowException.InvalidArgument(
                $"Inputs to operation {context.NodeName} of type Select must have the same size and shape.  Input 0: {TensorShape.Format(condition.Shape)} != input 1: {TensorShape.Format(x.Shape)}");
        }

        if (condition.Rank == 1 && x.Rank == 0)
        {
            throw TensorFlowException.InvalidArgument($"'then' must be at least a vector, but saw shape: {TensorShape.Format(x.Shape)}");
        }

        if (condition.Rank == 1 && condition.Shape[0] != x.Shape[0])
        {
            throw TensorFlowException.InvalidArgument($"Number of batches of 'then' must match size of 'cond', but saw: {x.Shape[0]} vs. {condition.Shape[0]}");
        }

        if (!x.Shape.SequenceEqual(y.Shape))
        {
            throw TensorFlowException.InvalidArgument($"'then' and 'else' must have the same size.  but received: {TensorShape.Format(x.Shape)} vs. {TensorShape.Format(y.Shape)}");
        }
    }

    // One value for all, or one for each.
    private static bool IsPlain(Tensor tensor, ReadOnlySpan<long> shape) => tensor.ElementCount == 1 || tensor.Shape.SequenceEqual(shape);

    private static int Step(Tensor tensor) => tensor.ElementCount == 1 ? 0 : 1;

    private readonly struct RowBody : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var (condition, x, y) = (context.Input(0), context.Input(1), context.Input(2));
            RequireRows(context, condition, x, y);

            var target = Cells.Of<T>(context.Allocate(0, x.DType, x.Shape));
            var chosen = condition.Data<bool>();
            var xs = Cells.Of<T>(x);
            var ys = Cells.Of<T>(y);
            if (target.IsEmpty)
            {
                return;
            }

            var row = target.Length / chosen.Length;
            for (var i = 0; i < chosen.Length; i++)
            {
                (chosen[i] ? xs : ys).Slice(i * row, row).CopyTo(target[(i * row)..]);
            }
        }
    }
}
