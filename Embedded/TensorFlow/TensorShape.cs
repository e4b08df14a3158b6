using System.Text;

namespace Embedded.TensorFlow;

/// <summary>Arithmetic and text of shapes.</summary>
internal static class TensorShape
{
    // TensorFlow's limit; deeper shapes are always a broken file.
    public const int MaxRank = 254;

    public static long ElementCount(ReadOnlySpan<long> shape)
    {
        if (shape.Length > MaxRank)
        {
            throw TensorFlowException.InvalidArgument($"Shape has {shape.Length} dimensions; at most {MaxRank} are possible");
        }

        var count = 1L;
        foreach (var size in shape)
        {
            if (size < 0)
            {
                throw TensorFlowException.InvalidArgument($"Shape {Format(shape)} has negative dimensions");
            }

            if (size != 0 && count > long.MaxValue / size)
            {
                throw TensorFlowException.InvalidArgument($"Encountered overflow when multiplying the dimensions of shape {Format(shape)}");
            }

            count *= size;
        }

        return count;
    }

    /// <summary>TensorFlow's text: <c>[2,3]</c>, unknown sizes as <c>?</c>.</summary>
    public static string Format(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < shape.Length; i++)
        {
            text.Append(i == 0 ? "" : ",");
            if (shape[i] < 0)
            {
                text.Append('?');
            }
            else
            {
                text.Append(shape[i]);
            }
        }

        return text.Append(']').ToString();
    }

    /// <summary>Three parts after each other, in memory of the caller's.</summary>
    public static Span<long> Join(Span<long> buffer, ReadOnlySpan<long> first, ReadOnlySpan<long> second, ReadOnlySpan<long> third = default)
    {
        first.CopyTo(buffer);
        second.CopyTo(buffer[first.Length..]);
        third.CopyTo(buffer[(first.Length + second.Length)..]);
        return buffer[..(first.Length + second.Length + third.Length)];
    }

    public static int[] Strides(ReadOnlySpan<long> shape)
    {
        var strides = new int[shape.Length];
        Strides(shape, strides);
        return strides;
    }

    /// <summary>As <see cref="Strides(ReadOnlySpan{long})"/>, into memory of the caller's.</summary>
    public static void Strides(ReadOnlySpan<long> shape, Span<int> strides)
    {
        var step = 1L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = (int)step;
            step *= shape[i];
        }
    }
}
