using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Elementwise;

namespace Embedded.TensorFlow.Kernels.ComplexNumbers;

/// <summary>Complex numbers made of real ones, and taken apart.</summary>
internal static class ComplexPartKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Complex parts", "complex64, complex128")
        .Add("Complex", Join)
        .Add("Real", Part(static c => c.Real))
        .Add("Imag", Part(static c => c.Imaginary))
        .Add("ComplexAbs", Part(Complex.Abs))
        .Add("Angle", Part(static c => c.Phase))
        .Add("Conj", Conjugate)
        .Add("ConjugateTranspose", ConjugateTranspose);

    private static void Join(KernelContext context)
    {
        var (x, y) = (context.Input(0), context.Input(1));
        var shape = new long[Math.Max(x.Rank, y.Rank)];
        Broadcasting.Shape(x.Shape, y.Shape, shape);
        var (real, imaginary) = (ComplexCells.Read(x), ComplexCells.Read(y));
        var (xAt, yAt) = (new BroadcastIndex(x.Shape, shape), new BroadcastIndex(y.Shape, shape));
        var values = new Complex[TensorShape.ElementCount(shape)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new Complex(real[xAt[i]].Real, imaginary[yAt[i]].Real);
        }

        ComplexCells.Write(context, 0, x.DType == DataType.Double ? DataType.Complex128 : DataType.Complex64, shape, values);
    }

    private static KernelBody Part(Func<Complex, double> part) => context =>
    {
        var x = context.Input(0);
        var values = ComplexCells.Read(x);
        var result = context.Allocate(0, ComplexCells.Part(x.DType), x.Shape);
        for (var i = 0; i < values.Length; i++)
        {
            ComplexCells.WriteReal(result, i, part(values[i]));
        }
    };

    private static void Conjugate(KernelContext context)
    {
        var x = context.Input(0);
        if (!ComplexCells.Is(x.DType))
        {
            context.Set(0, x);
            return;
        }

        ComplexCells.Write(context, 0, x.DType, x.Shape, Array.ConvertAll(ComplexCells.Read(x), Complex.Conjugate));
    }

    private static KernelBody ConjugateTranspose(KernelBuild build)
    {
        var transpose = KernelRegistry.Default.Find("Transpose")!.Create(build);
        return context =>
        {
            var moved = Evaluator.Run(transpose, context, [context.Input(0), context.Input(1)])[0];
            if (ComplexCells.Is(moved.DType))
            {
                ComplexCells.Write(Array.ConvertAll(ComplexCells.Read(moved), Complex.Conjugate), moved);
            }

            context.Set(0, moved);
        };
    }
}
