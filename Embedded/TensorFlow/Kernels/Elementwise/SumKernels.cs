using System.Numerics;
using System.Numerics.Tensors;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.ComplexNumbers;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Sums of any number of tensors of one shape.</summary>
internal static class SumKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Sums", "numbers, complex64, complex128")
        .Add("AddN", AddN)
        .Add("AccumulateNV2", AddN);

    private static void AddN(KernelContext context)
    {
        var first = context.Input(0);
        for (var i = 1; i < context.InputCount; i++)
        {
            if (!context.Input(i).Shape.SequenceEqual(first.Shape) || context.Input(i).DType != first.DType)
            {
                throw TensorFlowException.InvalidArgument($"Inputs to operation AddN must have the same size and shape.  Input 0: {TensorShape.Format(first.Shape)} != input {i}: {TensorShape.Format(context.Input(i).Shape)}");
            }
        }

        if (!ComplexCells.Is(first.DType))
        {
            TypeDispatch.Numeric(first.DType, default(Body), context);
            return;
        }

        var sums = ComplexCells.Read(first);
        for (var i = 1; i < context.InputCount; i++)
        {
            var more = ComplexCells.Read(context.Input(i));
            TensorPrimitives.Add<Complex>(sums, more, sums);
        }

        ComplexCells.Write(context, 0, first.DType, first.Shape, sums);
    }

    private readonly struct Body : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var first = context.Input(0);
            var result = Elements.Of<T>(context.Allocate(0, first.DType, first.Shape));
            Elements.Of<T>(first).CopyTo(result);
            for (var i = 1; i < context.InputCount; i++)
            {
                TensorPrimitives.Add(result, Elements.Of<T>(context.Input(i)), result);
            }
        }
    }
}
