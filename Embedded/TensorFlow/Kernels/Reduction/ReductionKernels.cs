using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>Dimensions reduced to one number.</summary>
internal static class ReductionKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Reduction", "numbers")
        .Add("Sum", build => Numeric(new ReduceBody<SumReduction>(Keep(build), false)))
        .Add("Mean", build => Numeric(new ReduceBody<SumReduction>(Keep(build), true)))
        .Add("Prod", build => Numeric(new ReduceBody<ProductReduction>(Keep(build), false)))
        .Add("Max", build => Numeric(new ReduceBody<MaxReduction>(Keep(build), false)))
        .Add("Min", build => Numeric(new ReduceBody<MinReduction>(Keep(build), false)))
        .Add("EuclideanNorm", EuclideanNorm)
        .Begin("Reduction", "bool")
        .Add("All", build => Logical(new ReduceBody<MinReduction>(Keep(build), false)))
        .Add("Any", build => Logical(new ReduceBody<MaxReduction>(Keep(build), false)));

    private static KernelBody EuclideanNorm(KernelBuild build)
    {
        var keep = Keep(build);
        return context => TypeDispatch.Numeric(context.Input(0).DType, new NormBody(keep), context);
    }

    private static bool Keep(KernelBuild build) => build.Attributes.Bool("keep_dims", false);

    private static KernelBody Numeric<TBody>(TBody body) where TBody : INumericBody =>
        context =>
        {
            // Sums of halves are kept wide, as TensorFlow's are: a half stops counting at 2048.
            if (context.Input(0).DType == DataType.Half)
            {
                Widening.Run(context, body.Run<float>);
            }
            else
            {
                TypeDispatch.Numeric(context.Input(0).DType, body, context);
            }
        };

    // A truth value is stored as 0 or 1: all is the least of them, any the largest.
    private static KernelBody Logical<TReduction>(ReduceBody<TReduction> body) where TReduction : IReduction => body.RunBytes;

    private sealed class ReduceBody<TReduction>(bool keep, bool isMean) : INumericBody where TReduction : IReduction
    {
        private ReductionAxes? _axes;

        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Reduce<T>(context, TReduction.Empty<T>());

        // Nothing is all true and not any: 1 for the least, 0 for the largest.
        public void RunBytes(KernelContext context) =>
            Reduce(context, typeof(TReduction) == typeof(MinReduction) ? (byte)1 : (byte)0);

        private void Reduce<T>(KernelContext context, T empty) where T : unmanaged, INumber<T>
        {
            var x = context.Input(0);
            var axes = ReductionAxes.Resolve(ref _axes, x.Shape, context.Input(1), keep);
            var result = Elements.Of<T>(context.Allocate(0, x.DType, axes.Shape));
            if (x.ElementCount == 0)
            {
                result.Fill(empty);
                if (isMean)
                {
                    result.Fill(T.Zero is float or double or Half ? T.Zero / T.Zero : T.Zero);
                }

                return;
            }

            if (isMean && T.Zero is not (float or double or long or ulong))
            {
                WideMean(Elements.Of<T>(x), x.Shape, axes.Reduced, result);
                return;
            }

            ReductionLoop.Run<T, TReduction>(Elements.Of<T>(x), x.Shape, axes.Reduced, result);
            if (isMean && result.Length > 0)
            {
                var count = T.CreateTruncating(x.ElementCount / result.Length);
                for (var i = 0; i < result.Length; i++)
                {
                    result[i] /= count;
                }
            }
        }
    }

    // The mean of bytes is one, though their sum is none.
    private static void WideMean<T>(ReadOnlySpan<T> source, ReadOnlySpan<long> shape, bool[] reduced, Span<T> result) where T : unmanaged, INumber<T>
    {
        var (values, sums) = (ArrayPool<long>.Shared.Rent(source.Length), ArrayPool<long>.Shared.Rent(result.Length));
        TensorPrimitives.ConvertTruncating(source, values.AsSpan(0, source.Length));
        ReductionLoop.Run<long, SumReduction>(values.AsSpan(0, source.Length), shape, reduced, sums.AsSpan(0, result.Length));
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = T.CreateTruncating(sums[i] / (source.Length / result.Length));
        }

        ArrayPool<long>.Shared.Return(values);
        ArrayPool<long>.Shared.Return(sums);
    }

    private readonly struct NormBody(bool keep) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var axes = ReductionAxes.Resolve(x.Shape, context.Input(1), keep);
            var values = Elements.Of<T>(x);
            var sums = new double[TensorShape.ElementCount(axes.Shape)];
            for (var i = 0; i < values.Length; i++)
            {
                var value = double.CreateTruncating(values[i]);
                sums[axes.TargetOf(i, x.Shape)] += value * value;
            }

            var result = Elements.Of<T>(context.Allocate(0, x.DType, axes.Shape));
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = T.CreateTruncating(Math.Sqrt(sums[i]));
            }
        }
    }
}
