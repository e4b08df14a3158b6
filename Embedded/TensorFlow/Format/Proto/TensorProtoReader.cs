using System.Runtime.InteropServices;

namespace Embedded.TensorFlow.Format.Proto;

/// <summary>
/// Reads <c>TensorProto</c>. Values come as <c>tensor_content</c> or as typed lists; a list shorter than the shape repeats its
/// last value, an empty one means zeros.
/// </summary>
internal static class TensorProtoReader
{
    public static Tensor Read(ReadOnlyMemory<byte> message)
    {
        var dtype = DataType.Invalid;
        long[] shape = [];
        ReadOnlyMemory<byte>? content = null;
        var integers = new List<long>();
        var raw = new List<byte>();
        var strings = new List<ReadOnlyMemory<byte>>();
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    dtype = DataTypes.FromProto(reader.Int64());
                    break;
                case 2:
                    shape = ShapeReader.Read(reader.Bytes())
                        ?? throw TensorFlowException.InvalidArgument($"a tensor value has no shape");
                    break;
                case 4:
                    content = reader.Bytes();
                    break;
                case 5 or 9:
                    raw.AddRange(reader.FixedRun(4).Span);
                    break;
                case 6 or 12:
                    raw.AddRange(reader.FixedRun(8).Span);
                    break;
                case 7 or 10 or 11 or 13 or 16 or 17:
                    reader.Varints(integers);
                    break;
                case 8:
                    strings.Add(reader.Bytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        RequirePlausible(dtype, shape, content?.Length ?? (raw.Count + integers.Count + strings.Count));
        var tensor = Tensor.Create(dtype, shape, clear: true);
        if (dtype == DataType.String)
        {
            FillStrings(tensor, strings);
        }
        else if (content is { } bytes && !bytes.IsEmpty)
        {
            FromContent(tensor, bytes.Span);
        }
        else if (raw.Count > 0)
        {
            Fill(tensor, CollectionsMarshal.AsSpan(raw));
        }
        else
        {
            Fill(tensor, Narrow(integers, dtype));
        }

        if (dtype == DataType.Bool)
        {
            // Kernels take any byte but 1 for false in one place and for true in another.
            foreach (ref var value in tensor.Bytes)
            {
                value = value == 0 ? (byte)0 : (byte)1;
            }
        }

        return tensor;
    }

    // The fill rule lets a few bytes stand for any number of elements: without a bound a tiny file takes all memory.
    private static void RequirePlausible(DataType dtype, long[] shape, int given)
    {
        const long MostFilled = 1L << 28;
        var count = TensorShape.ElementCount(shape);
        if (!DataTypes.IsKnown(dtype) || dtype is DataType.Invalid or DataType.Resource or DataType.Variant)
        {
            throw TensorFlowException.InvalidArgument($"Cannot parse tensor from tensor_proto: type {dtype.CanonicalName()} holds no values");
        }

        if (count > MostFilled && count > given)
        {
            throw TensorFlowException.InvalidArgument($"Cannot parse tensor from tensor_proto: shape {TensorShape.Format(shape)} has {count} elements but only {given} are given");
        }
    }

    private static void FromContent(Tensor tensor, ReadOnlySpan<byte> content)
    {
        if (content.Length != tensor.Bytes.Length)
        {
            throw TensorFlowException.InvalidArgument($"Cannot parse tensor from tensor_proto: {content.Length} bytes of content for {tensor}");
        }

        content.CopyTo(tensor.Bytes);
    }

    private static void FillStrings(Tensor tensor, List<ReadOnlyMemory<byte>> values)
    {
        var target = tensor.Strings;
        if (values.Count > target.Length)
        {
            throw TooMany(tensor, values.Count);
        }

        for (var i = 0; i < target.Length && values.Count > 0; i++)
        {
            // A copy: the message buffer of a whole model would stay alive for one word otherwise.
            target[i] = i < values.Count ? values[i].ToArray() : target[i - 1];
        }
    }

    private static void Fill(Tensor tensor, ReadOnlySpan<byte> values)
    {
        var target = tensor.Bytes;
        var width = tensor.DType.Size();
        if (values.Length > target.Length || values.Length % width != 0)
        {
            throw TooMany(tensor, values.Length / width);
        }

        values.CopyTo(target);
        if (values.Length == 0)
        {
            return;
        }

        // Doubling copies what is already filled.
        var last = values[^width..];
        if (last.ContainsAnyExcept((byte)0))
        {
            var filled = values.Length - width;
            var rest = target[filled..];
            for (var done = width; done < rest.Length; done *= 2)
            {
                rest[..Math.Min(done, rest.Length - done)].CopyTo(rest[done..]);
            }
        }
    }

    private static byte[] Narrow(List<long> values, DataType dtype)
    {
        var width = dtype.Size();
        var bytes = new byte[checked(values.Count * width)];
        Span<byte> wide = stackalloc byte[8];
        for (var i = 0; i < values.Count; i++)
        {
            BitConverter.TryWriteBytes(wide, values[i]);
            wide[..Math.Min(width, 8)].CopyTo(bytes.AsSpan(i * width));
        }

        return bytes;
    }

    private static TensorFlowException TooMany(Tensor tensor, int given) =>
        TensorFlowException.InvalidArgument($"Cannot parse tensor from tensor_proto: {given} values for {tensor}");
}
