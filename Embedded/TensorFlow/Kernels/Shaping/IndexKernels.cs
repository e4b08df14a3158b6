using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Order reversed, one-hot rows, and shapes that are demanded.</summary>
internal static class IndexKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Indexing", "all")
        .Add("ReverseV2", static c => TypeDispatch.Moving(c.Input(0).DType, default(ReverseBody), c))
        .Add("OneHot", OneHot)
        .Add("EnsureShape", EnsureShape);

    private static KernelBody OneHot(KernelBuild build)
    {
        var axis = build.Attributes.Int("axis", -1);
        return context => TypeDispatch.Moving(context.Input(2).DType, new OneHotBody(axis), context);
    }

    private static KernelBody EnsureShape(KernelBuild build)
    {
        var wanted = build.Attributes.Shape("shape");
        var name = build.Node.Inputs[0].Node.Name;
        return context =>
        {
            var x = context.Input(0);
            var fits = wanted is null || wanted.Length == x.Rank;
            for (var i = 0; fits && i < x.Rank && wanted is not null; i++)
            {
                fits = wanted[i] < 0 || wanted[i] == x.Shape[i];
            }

            context.Set(0, fits
                ? x
                : throw TensorFlowException.InvalidArgument($"Shape of tensor {name} {TensorShape.Format(x.Shape)} is not compatible with expected shape {TensorShape.Format(wanted)}."));
        };
    }

    private readonly struct ReverseBody : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var x = context.Input(0);
            var source = Cells.Of<T>(x);
            var target = Cells.Of<T>(context.Allocate(0, x.DType, x.Shape));
            if (source.IsEmpty)
            {
                return;
            }

            var steps = TensorShape.Strides(x.Shape);
            var start = 0;
            foreach (var axis in Elements.Integers(context.Input(1)).Select((a, i) => Elements.Axis(a, context.Input(0).Rank, (axis, rank) => $"'axis'[{i}] = {axis} is out of valid range [0, {rank - 1}")))
            {
                if (steps[axis] < 0)
                {
                    throw TensorFlowException.InvalidArgument($"axis {axis} specified more than once.");
                }

                start += steps[axis] * ((int)x.Shape[axis] - 1);
                steps[axis] = -steps[axis];
            }

            StridedCopy.Run(source, steps, x.ShapeArray, target, start);
        }
    }

    private readonly struct OneHotBody(long axis) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var (indices, depth) = (context.Input(0), Elements.Integer(context.Input(1)));
            if (depth < 0)
            {
                throw TensorFlowException.InvalidArgument($"depth must be non-negative, got: {depth}");
            }

            var at = axis == -1 ? indices.Rank : axis >= 0 && axis <= indices.Rank ? (int)axis
                : throw TensorFlowException.InvalidArgument($"Expected axis to be -1 or between [0, {indices.Rank + 1}).  But received: {axis}");
            foreach (var (input, name) in (ReadOnlySpan<(int, string)>)[(1, "depth"), (2, "on_value"), (3, "off_value")])
            {
                if (context.Input(input).Rank != 0)
                {
                    throw TensorFlowException.InvalidArgument($"{name} must be a scalar, but got: {TensorShape.Format(context.Input(input).Shape)}");
                }
            }

            var target = Cells.Of<T>(context.Allocate(0, context.Input(2).DType, [.. indices.Shape[..at], depth, .. indices.Shape[at..]]));
            target.Fill(Cells.Of<T>(context.Input(3))[0]);
            var on = Cells.Of<T>(context.Input(2))[0];
            var inner = JoinKernels.Product(indices.Shape[at..]);
            var rows = Elements.Integers(indices);
            for (var i = 0; i < rows.Length; i++)
            {
                // An index outside of the depth leaves its row off.
                if ((ulong)rows[i] < (ulong)depth)
                {
                    target[(int)(((i / inner * depth) + rows[i]) * inner) + (i % inner)] = on;
                }
            }
        }
    }
}
