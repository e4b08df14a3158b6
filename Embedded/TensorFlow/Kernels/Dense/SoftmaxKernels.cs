using System.Numerics;
using System.Numerics.Tensors;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Softmax over the last dimension; the largest value is taken off first, so that nothing overflows.</summary>
internal static class SoftmaxKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Softmax", "float, double, half")
        .Add("Softmax", Softmax, notes: "float fast; a factor before it fused")
        .Add("LogSoftmax", static c => TypeDispatch.Floating(c.Input(0).DType, new Body(true), c));

    private static KernelBody Softmax(KernelBuild build)
    {
        var scale = build.Node.Fusion?.Scale ?? 1;
        return context =>
        {
            var x = context.Input(0);
            if (x is { DType: DataType.Float, Rank: > 0 })
            {
                FloatRows.Run(x.Data<float>(), context.Allocate(0, DataType.Float, x.Shape).Data<float>(), (int)x.Shape[^1], new SoftmaxRow(scale), context.Pool);
            }
            else
            {
                TypeDispatch.Floating(x.DType, new Body(false), context);
            }
        };
    }

    private readonly struct Body(bool logarithm) : IFloatingBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            if (x.Rank < 1)
            {
                throw TensorFlowException.InvalidArgument($"logits must have >= 1 dimension, got {TensorShape.Format(x.Shape)}");
            }

            var source = Elements.Of<T>(x);
            var target = Elements.Of<T>(context.Allocate(0, x.DType, x.Shape));
            var columns = (int)x.Shape[^1];
            for (var at = 0; at < source.Length; at += columns)
            {
                var row = target.Slice(at, columns);
                TensorPrimitives.Subtract(source.Slice(at, columns), TensorPrimitives.Max<T>(source.Slice(at, columns)), row);
                if (logarithm)
                {
                    TensorPrimitives.Subtract(row, T.Log(SumOfExponentials<T>(row)), row);
                }
                else
                {
                    TensorPrimitives.Exp<T>(row, row);
                    TensorPrimitives.Divide(row, TensorPrimitives.Sum<T>(row), row);
                }
            }
        }

        private static T SumOfExponentials<T>(ReadOnlySpan<T> row) where T : unmanaged, IFloatingPointIeee754<T>
        {
            var sum = T.Zero;
            foreach (var value in row)
            {
                sum += T.Exp(value);
            }

            return sum;
        }
    }
}
