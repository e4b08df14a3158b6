using System.Buffers;
using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>Reads a regular nesting of arrays of numbers into a tensor, without anything in between.</summary>
internal static class DenseArrayReader
{
    // Deeper than any real input; what nests deeper is left to the tree reader, which gives the right error.
    private const int MaxRank = 16;

    /// <summary>Reads the value at the cursor as the type of <paramref name="info"/>; null declines (and the cursor is then of no use).</summary>
    public static Tensor? TryRead(ref JsonCursor cursor, TensorInfo info) => info.DType switch
    {
        DataType.Float => Read<float, FloatText>(ref cursor, info),
        DataType.Double => Read<double, DoubleText>(ref cursor, info),
        DataType.Int32 => Read<int, Int32Text>(ref cursor, info),
        DataType.Int16 => Read<short, Int16Text>(ref cursor, info),
        DataType.Int8 => Read<sbyte, Int8Text>(ref cursor, info),
        DataType.UInt8 => Read<byte, UInt8Text>(ref cursor, info),
        DataType.Int64 => Read<long, Int64Text>(ref cursor, info),
        DataType.UInt32 => Read<uint, UInt32Text>(ref cursor, info),
        DataType.UInt64 => Read<ulong, UInt64Text>(ref cursor, info),
        DataType.Bool => Read<bool, BoolText>(ref cursor, info),
        _ => null,
    };

    private static Tensor? Read<T, TText>(ref JsonCursor cursor, TensorInfo info)
        where T : unmanaged
        where TText : INumberText<T>
    {
        var values = ArrayPool<T>.Shared.Rent(ExpectedCount(info));
        Span<long> sizes = stackalloc long[MaxRank];
        sizes.Fill(-1);
        try
        {
            var rank = -1;
            var count = 0;
            return TryReadValues<T, TText>(ref cursor, ref values, ref count, sizes, ref rank)
                ? Tensor.From<T>(sizes[..rank], values.AsSpan(0, count))
                : null;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(values);
        }
    }

    private static bool TryReadValues<T, TText>(scoped ref JsonCursor cursor, ref T[] values, ref int count, scoped Span<long> sizes, ref int rank)
        where T : unmanaged
        where TText : INumberText<T>
    {
        Span<int> elements = stackalloc int[MaxRank];
        var depth = 0;
        while (true)
        {
            cursor.SkipBlanks();
            if (cursor.Current == '[')
            {
                if (depth == rank || depth == MaxRank)
                {
                    return false;
                }

                elements[depth++] = 0;
                cursor.Position++;
                continue;
            }

            rank = rank < 0 ? depth : rank;
            if (depth != rank)
            {
                return false;
            }

            var before = count;
            if (!TryReadRun<T, TText>(ref cursor, ref values, ref count, single: rank == 0))
            {
                return false;
            }

            if (rank == 0)
            {
                return true;
            }

            // The innermost array is closed; close those around it until one goes on.
            elements[--depth] = count - before;
            while (true)
            {
                if (!SizeFits(ref sizes[depth], elements[depth]))
                {
                    return false;
                }

                if (depth == 0)
                {
                    return true;
                }

                elements[depth - 1]++;
                if (cursor.Take((byte)','))
                {
                    break;
                }

                if (!cursor.Take((byte)']'))
                {
                    return false;
                }

                depth--;
            }
        }
    }

    /// <summary>Reads numbers up to the closing bracket, which is taken; or one number.</summary>
    private static bool TryReadRun<T, TText>(ref JsonCursor cursor, ref T[] values, ref int count, bool single)
        where T : unmanaged
        where TText : INumberText<T>
    {
        var json = cursor.Json;
        var position = cursor.Position;
        var target = values;
        var n = count;
        while (true)
        {
            if (!TText.TryParse(json, ref position, out var value))
            {
                return false;
            }

            if (n == target.Length)
            {
                target = values = Grow(target);
            }

            target[n++] = value;
            if (single)
            {
                break;
            }

            var c = json[position];
            if (c == ',')
            {
                // The two usual layouts, with and without one blank, are the quick ones.
                position++;
                if (json[position] == ' ')
                {
                    position++;
                }

                if (json[position] > ' ')
                {
                    continue;
                }
            }

            cursor.Position = position;
            cursor.SkipBlanks();
            if (c != ',')
            {
                if (cursor.Take((byte)']'))
                {
                    count = n;
                    return true;
                }

                if (!cursor.Take((byte)','))
                {
                    return false;
                }

                cursor.SkipBlanks();
            }

            position = cursor.Position;
        }

        (cursor.Position, count) = (position, n);
        return true;
    }

    private static bool SizeFits(ref long size, int elements)
    {
        if (size < 0)
        {
            size = elements;
        }

        return size == elements;
    }

    private static T[] Grow<T>(T[] full)
    {
        var larger = ArrayPool<T>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(full);
        return larger;
    }

    private static int ExpectedCount(TensorInfo info)
    {
        // A first guess only: one image or row of what the signature says. A hostile shape must not make us reserve much.
        var count = 1L;
        foreach (var size in info.Shape ?? [])
        {
            count = size > 0 && count < 1 << 20 ? count * size : count;
        }

        return (int)Math.Clamp(count, 16, 1 << 20);
    }
}
