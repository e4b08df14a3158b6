using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.ComplexNumbers;

/// <summary>Complex tensors as .NET complex numbers. Both widths are computed in double and rounded once.</summary>
internal static class ComplexCells
{
    public static bool Is(DataType type) => type is DataType.Complex64 or DataType.Complex128;

    public static Complex[] Read(Tensor tensor)
    {
        switch (tensor.DType)
        {
            case DataType.Complex64:
                return Array.ConvertAll(tensor.Data<Complex64>().ToArray(), c => new Complex(c.Real, c.Imaginary));
            case DataType.Complex128:
                return tensor.Data<Complex>().ToArray();
            case DataType.Float:
                return Array.ConvertAll(tensor.Data<float>().ToArray(), v => new Complex(v, 0));
            case DataType.Double:
                return Array.ConvertAll(tensor.Data<double>().ToArray(), v => new Complex(v, 0));
            default:
                throw TypeDispatch.Unsupported(tensor.DType);
        }
    }

    public static void Write(ReadOnlySpan<Complex> values, Tensor target)
    {
        if (target.DType == DataType.Complex128)
        {
            values.CopyTo(target.Data<Complex>());
            return;
        }

        var cells = target.Data<Complex64>();
        for (var i = 0; i < values.Length; i++)
        {
            cells[i] = new Complex64((float)values[i].Real, (float)values[i].Imaginary);
        }
    }

    public static void Write(KernelContext context, int output, DataType type, ReadOnlySpan<long> shape, ReadOnlySpan<Complex> values) =>
        Write(values, context.Allocate(output, type, shape));

    /// <summary>The real type that a complex type is made of.</summary>
    public static DataType Part(DataType type) => type == DataType.Complex128 ? DataType.Double : DataType.Float;

    public static void WriteReal(Tensor target, int index, double value)
    {
        if (target.DType == DataType.Double)
        {
            target.Data<double>()[index] = value;
        }
        else
        {
            target.Data<float>()[index] = (float)value;
        }
    }
}
