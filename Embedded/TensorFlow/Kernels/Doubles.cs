using System.Numerics.Tensors;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Floats of any width as doubles, for kernels whose result is rounded once at the end.</summary>
internal static class Doubles
{
    public static double[] Read(Tensor tensor)
    {
        var values = new double[tensor.ElementCount];
        switch (tensor.DType)
        {
            case DataType.Double:
                tensor.Data<double>().CopyTo(values);
                break;
            case DataType.Float:
                TensorPrimitives.ConvertTruncating<float, double>(tensor.Data<float>(), values);
                break;
            case DataType.Half:
                TensorPrimitives.ConvertTruncating<Half, double>(tensor.Data<Half>(), values);
                break;
            case DataType.BFloat16:
                TensorPrimitives.ConvertTruncating<float, double>(Widening.ToFloat(tensor).Data<float>(), values);
                break;
            case DataType.Bool or DataType.String or DataType.Resource or DataType.Variant or DataType.Complex64 or DataType.Complex128:
                throw TypeDispatch.Unsupported(tensor.DType);
            default:
                var integers = Elements.Integers(tensor);
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = integers[i];
                }

                break;
        }

        return values;
    }

    public static void Write(ReadOnlySpan<double> values, Tensor target)
    {
        switch (target.DType)
        {
            case DataType.Double:
                values.CopyTo(target.Data<double>());
                break;
            case DataType.Float:
                TensorPrimitives.ConvertTruncating(values, target.Data<float>());
                break;
            case DataType.Half:
                TensorPrimitives.ConvertTruncating(values, target.Data<Half>());
                break;
            case DataType.BFloat16:
                for (var i = 0; i < values.Length; i++)
                {
                    target.Data<BFloat16>()[i] = BFloat16.FromSingle((float)values[i]);
                }

                break;
            default:
                throw TypeDispatch.Unsupported(target.DType);
        }
    }
}
