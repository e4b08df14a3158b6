using System.Numerics;
using System.Numerics.Tensors;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Values kept between bounds, and numbers compared with a tolerance.</summary>
internal static class ClampKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Bounds", "numbers")
        .Add("ClipByValue", static c => TypeDispatch.Numeric(c.Input(0).DType, default(ClipBody), c), notes: "bounds: scalars or of the value's shape")
        .Add("ApproximateEqual", Approximate);

    private static KernelBody Approximate(KernelBuild build)
    {
        var tolerance = build.Attributes.Float("tolerance", 1e-5f);
        return context => TypeDispatch.Numeric(context.Input(0).DType, new ApproximateBody(tolerance), context);
    }

    private readonly struct ClipBody : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var (x, low, high) = (context.Input(0), context.Input(1), context.Input(2));
            foreach (var bound in (ReadOnlySpan<Tensor>)[low, high])
            {
                if (bound.ElementCount != 1 && !bound.Shape.SequenceEqual(x.Shape))
                {
                    throw TensorFlowException.InvalidArgument(
                        $"clip_value_min and clip_value_max must be either of the same shape as input, or a scalar. input shape: {TensorShape.Format(x.Shape)}clip_value_min shape: {TensorShape.Format(low.Shape)}clip_value_max shape: {TensorShape.Format(high.Shape)}");
                }
            }

            var result = Elements.Of<T>(context.Allocate(0, x.DType, x.Shape));
            Apply(Elements.Of<T>(x), Elements.Of<T>(high), result, isLow: false);
            Apply(result, Elements.Of<T>(low), result, isLow: true);
        }

        private static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> bound, Span<T> result, bool isLow) where T : unmanaged, INumber<T>
        {
            switch (isLow, bound.Length)
            {
                case (true, 1):
                    TensorPrimitives.Max(x, bound[0], result);
                    break;
                case (false, 1):
                    TensorPrimitives.Min(x, bound[0], result);
                    break;
                case (true, _):
                    TensorPrimitives.Max(x, bound, result);
                    break;
                case (false, _):
                    TensorPrimitives.Min(x, bound, result);
                    break;
            }
        }
    }

    private readonly struct ApproximateBody(float tolerance) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var limit = T.CreateTruncating(tolerance);
            Broadcasting.Each<T, bool>(context, DataType.Bool, (x, y) => T.Abs(x - y) < limit);
        }
    }
}
