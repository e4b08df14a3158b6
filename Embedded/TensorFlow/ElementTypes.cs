using System.Numerics;

namespace Embedded.TensorFlow;

/// <summary>Which .NET type stands for which element type.</summary>
internal static class ElementTypes
{
    public static DataType Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return DataType.Float;
        }

        return Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.Double => DataType.Double,
            TypeCode.Int32 => DataType.Int32,
            TypeCode.Byte => DataType.UInt8,
            TypeCode.Int16 => DataType.Int16,
            TypeCode.SByte => DataType.Int8,
            TypeCode.Int64 => DataType.Int64,
            TypeCode.Boolean => DataType.Bool,
            TypeCode.UInt16 => DataType.UInt16,
            TypeCode.UInt32 => DataType.UInt32,
            TypeCode.UInt64 => DataType.UInt64,
            _ when typeof(T) == typeof(Half) => DataType.Half,
            _ when typeof(T) == typeof(BFloat16) => DataType.BFloat16,
            _ when typeof(T) == typeof(Complex64) => DataType.Complex64,
            _ when typeof(T) == typeof(Complex) => DataType.Complex128,
            _ => throw new InvalidOperationException($"{typeof(T).Name} stands for no element type"),
        };
    }

    public static bool Matches<T>(DataType dtype) where T : unmanaged
    {
        var natural = Of<T>();
        return natural == dtype || natural == Storage(dtype);
    }

    // Quantised types share the memory form of the plain integers.
    private static DataType Storage(DataType dtype) => dtype switch
    {
        DataType.QInt8 => DataType.Int8,
        DataType.QUInt8 => DataType.UInt8,
        DataType.QInt16 => DataType.Int16,
        DataType.QUInt16 => DataType.UInt16,
        DataType.QInt32 => DataType.Int32,
        _ => dtype,
    };
}
