using System.Runtime.InteropServices;

namespace Embedded.TensorFlow.Kernels;

/// <summary>Access to elements without the check of <see cref="Tensor.Data{T}"/>, after a dispatch on the type.</summary>
internal static class Elements
{
    public static Span<T> Of<T>(Tensor tensor) where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.Bytes);

    /// <summary>Integers of any width, as axes, shapes, sizes and indices come.</summary>
    public static long[] Integers(Tensor tensor) => tensor.DType switch
    {
        DataType.Int32 => Array.ConvertAll(tensor.Data<int>().ToArray(), v => (long)v),
        DataType.Int64 => tensor.Data<long>().ToArray(),
        DataType.UInt8 => Array.ConvertAll(tensor.Data<byte>().ToArray(), v => (long)v),
        DataType.Int8 => Array.ConvertAll(tensor.Data<sbyte>().ToArray(), v => (long)v),
        DataType.Int16 => Array.ConvertAll(tensor.Data<short>().ToArray(), v => (long)v),
        DataType.UInt16 => Array.ConvertAll(tensor.Data<ushort>().ToArray(), v => (long)v),
        DataType.UInt32 => Array.ConvertAll(tensor.Data<uint>().ToArray(), v => (long)v),
        DataType.UInt64 => Array.ConvertAll(tensor.Data<ulong>().ToArray(), v => checked((long)v)),
        _ => throw TensorFlowException.InvalidArgument($"an integer expected, {tensor.DType.CanonicalName()} given"),
    };

    /// <summary>As <see cref="Integers(Tensor)"/>, in memory of the caller's while it suffices.</summary>
    public static Span<long> Integers(Tensor tensor, Span<long> buffer)
    {
        if (tensor.ElementCount > buffer.Length || tensor.DType is not (DataType.Int32 or DataType.Int64))
        {
            return Integers(tensor);
        }

        var values = buffer[..(int)tensor.ElementCount];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = tensor.DType == DataType.Int32 ? Of<int>(tensor)[i] : Of<long>(tensor)[i];
        }

        return values;
    }

    /// <summary>The one integer of a scalar.</summary>
    public static long Integer(Tensor tensor) => tensor switch
    {
        { ElementCount: < 1 } => throw TensorFlowException.InvalidArgument($"a scalar expected, shape {TensorShape.Format(tensor.Shape)} given"),
        { DType: DataType.Int32 } => tensor.Data<int>()[0],
        { DType: DataType.Int64 } => tensor.Data<long>()[0],
        { ElementCount: 1 } => Integers(tensor)[0],
        _ => throw TensorFlowException.InvalidArgument($"an integer expected, {tensor.DType.CanonicalName()} given"),
    };

    /// <summary>An axis counted from the end if negative.</summary>
    /// <param name="axis">The axis as given.</param>
    /// <param name="rank">How many there are.</param>
    /// <param name="refusal">TensorFlow's sentence for this op; that of reductions if there is none.</param>
    public static int Axis(long axis, int rank, Func<long, int, FormattableString>? refusal = null) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw TensorFlowException.InvalidArgument(refusal?.Invoke(axis, rank) ?? $"Invalid reduction dimension ({axis} for input with {rank} dimension(s)");

    /// <summary>Where an element is, as TensorFlow's texts name it: <c>[1,0]</c>; nothing for a scalar.</summary>
    public static string Place(ReadOnlySpan<long> shape, long element)
    {
        var place = new long[shape.Length];
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            (place[d], element) = shape[d] > 0 ? (element % shape[d], element / shape[d]) : (0, element);
        }

        return shape.Length == 0 ? "" : TensorShape.Format(place);
    }
}
