using System.Globalization;
using System.Text;
using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>A part of a tensor: start and length in each dimension, length -1 for all of it.</summary>
internal sealed record TensorSlice(IReadOnlyList<(long Start, long Length)> Extents)
{
    public const long Full = -1;

    public static TensorSlice Read(WireReader reader)
    {
        var extents = new List<(long, long)>();
        while (reader.Next(out var field))
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }

            var (start, length) = (0L, Full);
            var extent = reader.Message();
            while (extent.Next(out var member))
            {
                switch (member)
                {
                    case 1:
                        start = extent.Int64();
                        break;
                    case 2:
                        length = extent.Int64();
                        break;
                    default:
                        extent.Skip();
                        break;
                }
            }

            extents.Add((start, length));
        }

        return new TensorSlice(extents);
    }

    /// <summary>Parses the <c>0,2:-</c> part of RestoreV2's <c>shape_and_slices</c>.</summary>
    public static TensorSlice Parse(string text)
    {
        var extents = new List<(long, long)>();
        foreach (var part in text.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = part.Split(',');
            if (part == "-")
            {
                extents.Add((0, Full));
            }
            else if (numbers.Length == 2
                && long.TryParse(numbers[0], CultureInfo.InvariantCulture, out var start)
                && long.TryParse(numbers[1], CultureInfo.InvariantCulture, out var length))
            {
                extents.Add((start, length));
            }
            else
            {
                throw TensorFlowException.InvalidArgument($"Expected a pair of numbers or '-' but got '{part}': string = {text}");
            }
        }

        return new TensorSlice(extents);
    }

    /// <summary>The same part with every length written out.</summary>
    public TensorSlice Resolve(ReadOnlySpan<long> shape)
    {
        if (Extents.Count != shape.Length)
        {
            throw TensorFlowException.InvalidArgument($"a slice of {Extents.Count} dimensions does not fit shape {TensorShape.Format(shape)}");
        }

        var resolved = new (long, long)[shape.Length];
        for (var i = 0; i < resolved.Length; i++)
        {
            var (start, length) = Extents[i];
            length = length == Full ? shape[i] - start : length;
            if (start < 0 || length < 0 || start > shape[i] - length)
            {
                throw TensorFlowException.InvalidArgument($"a slice runs past the end of shape {TensorShape.Format(shape)}");
            }

            resolved[i] = (start, length);
        }

        return new TensorSlice(resolved);
    }

    /// <summary>
    /// The key under which a part of a partitioned variable is stored: an order-preserving code of 0, the name, the number of
    /// dimensions, then start and length of each.
    /// </summary>
    public byte[] Key(string name)
    {
        var key = new List<byte>();
        OrderedCode.AppendNumber(key, 0);
        OrderedCode.AppendString(key, Encoding.UTF8.GetBytes(name));
        OrderedCode.AppendNumber(key, (ulong)Extents.Count);
        foreach (var (start, length) in Extents)
        {
            OrderedCode.AppendSigned(key, start);
            OrderedCode.AppendSigned(key, length);
        }

        return [.. key];
    }
}
