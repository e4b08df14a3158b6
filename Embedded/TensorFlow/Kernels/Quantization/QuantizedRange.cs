namespace Embedded.TensorFlow.Kernels.Quantization;

/// <summary>Whole numbers that a quantised type holds.</summary>
internal readonly record struct QuantizedRange(double Low, double High)
{
    public bool IsSigned => Low < 0;

    /// <summary>How far signed numbers are shifted against unsigned ones.</summary>
    public double HalfRange => IsSigned ? (High - Low + 1) / 2 : 0;

    public static QuantizedRange Of(DataType type) => type switch
    {
        DataType.QInt8 => new(sbyte.MinValue, sbyte.MaxValue),
        DataType.QUInt8 => new(0, byte.MaxValue),
        DataType.QInt16 => new(short.MinValue, short.MaxValue),
        DataType.QUInt16 => new(0, ushort.MaxValue),
        DataType.QInt32 => new(int.MinValue, int.MaxValue),
        _ => throw TypeDispatch.Unsupported(type),
    };

    /// <summary>Stores a whole number; what lies outside stops at the bounds.</summary>
    public void Store(Tensor target, int index, double value)
    {
        var inside = Math.Clamp(value, Low, High);
        switch (target.DType)
        {
            case DataType.QInt8:
                target.Bytes[index] = unchecked((byte)(sbyte)inside);
                break;
            case DataType.QUInt8:
                target.Bytes[index] = (byte)inside;
                break;
            case DataType.QInt16:
                Elements.Of<short>(target)[index] = (short)inside;
                break;
            case DataType.QUInt16:
                Elements.Of<ushort>(target)[index] = (ushort)inside;
                break;
            default:
                Elements.Of<int>(target)[index] = (int)inside;
                break;
        }
    }

    public static double Load(Tensor tensor, int index) => tensor.DType switch
    {
        DataType.QInt8 => Elements.Of<sbyte>(tensor)[index],
        DataType.QUInt8 => Elements.Of<byte>(tensor)[index],
        DataType.QInt16 => Elements.Of<short>(tensor)[index],
        DataType.QUInt16 => Elements.Of<ushort>(tensor)[index],
        DataType.QInt32 => Elements.Of<int>(tensor)[index],
        _ => throw TypeDispatch.Unsupported(tensor.DType),
    };
}
