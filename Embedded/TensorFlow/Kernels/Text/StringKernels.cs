using System.Text;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Strings one by one: case, length, blanks, parts.</summary>
internal static class StringKernels
{
    private static readonly System.Buffers.SearchValues<char> s_notWebSafe = System.Buffers.SearchValues.Create("+/ \t\r\n");

    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Strings", "string")
        .Add("StringLower", build => Case(build, upper: false))
        .Add("StringUpper", build => Case(build, upper: true))
        .Add("StringStrip", StringCells.Each(static text => Trim(text)))
        .Add("StringLength", Length)
        .Add("Substr", Substring)
        .Add("EncodeBase64", EncodeBase64)
        .Add("DecodeBase64", StringCells.Each(static text => DecodeBase64(text)));

    private static KernelBody Case(KernelBuild build, bool upper)
    {
        if (build.Attributes.Text("encoding", "") == "utf-8")
        {
            return StringCells.Each(text =>
            {
                var plain = StringCells.Text(text);
                return Encoding.UTF8.GetBytes(upper ? FullCase.Upper(plain) : FullCase.Lower(plain));
            });
        }

        // Without an encoding only the letters of ASCII have a case.
        return StringCells.Each(text => Array.ConvertAll(text.ToArray(), b =>
            upper ? (b is >= (byte)'a' and <= (byte)'z' ? (byte)(b - 32) : b) : (b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b)));
    }

    internal static bool IsBlank(byte value) => value is (byte)' ' or (>= 9 and <= 13);

    internal static ReadOnlyMemory<byte> TrimStart(ReadOnlyMemory<byte> text)
    {
        var start = 0;
        while (start < text.Length && IsBlank(text.Span[start]))
        {
            start++;
        }

        return text[start..];
    }

    internal static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text)
    {
        var (start, end) = (0, text.Length);
        for (; start < end && IsBlank(text.Span[start]); start++)
        {
        }

        for (; end > start && IsBlank(text.Span[end - 1]); end--)
        {
        }

        return text[start..end];
    }

    private static KernelBody Length(KernelBuild build)
    {
        var isUtf8 = build.Attributes.Text("unit", "BYTE") == "UTF8_CHAR";
        return context =>
        {
            var x = context.Input(0);
            var result = context.Allocate(0, DataType.Int32, x.Shape).Data<int>();
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = isUtf8 ? CountCharacters(x.Strings[i].Span) : x.Strings[i].Length;
            }
        };
    }

    private static bool StartsCharacter(byte value) => (value & 0xC0) != 0x80;

    private static int CountCharacters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
        {
            count += StartsCharacter(value) ? 1 : 0;
        }

        return count;
    }

    private static KernelBody Substring(KernelBuild build)
    {
        var isUtf8 = build.Attributes.Text("unit", "BYTE") == "UTF8_CHAR";
        return context =>
        {
            var (x, starts) = (context.Input(0), context.Input(1));
            var (positions, lengths) = (Elements.Integers(starts), Elements.Integers(context.Input(2)));
            var shape = new long[Math.Max(x.Rank, starts.Rank)];
            Elementwise.Broadcasting.Shape(x.Shape, starts.Shape, shape);
            var (xAt, at) = (new Elementwise.BroadcastIndex(x.Shape, shape), new Elementwise.BroadcastIndex(starts.Shape, shape));
            var result = context.Allocate(0, DataType.String, shape).Strings;
            for (var i = 0; i < result.Length; i++)
            {
                var text = x.Strings[xAt[i]];
                var offsets = isUtf8 ? Characters(text) : null;
                var size = offsets is null ? text.Length : offsets.Count - 1;
                var position = positions[at[i]];
                if (position < -size || position > size)
                {
                    throw TensorFlowException.InvalidArgument($"pos {position} out of range for string b'{StringCells.Text(text)}' at index {i}");
                }

                var start = (int)(position < 0 ? position + size : position);
                var end = start + (int)Math.Clamp(lengths[at[i]], 0, size - start);
                result[i] = offsets is null ? text[start..end] : text[offsets[start]..offsets[end]];
            }
        };
    }

    // Where each character begins, and the end.
    private static List<int> Characters(ReadOnlyMemory<byte> text)
    {
        var offsets = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (StartsCharacter(text.Span[i]))
            {
                offsets.Add(i);
            }
        }

        offsets.Add(text.Length);
        return offsets;
    }

    private static KernelBody EncodeBase64(KernelBuild build)
    {
        var pad = build.Attributes.Bool("pad", false);
        return StringCells.Each(text =>
        {
            var encoded = Convert.ToBase64String(text.Span).Replace('+', '-').Replace('/', '_');
            return Encoding.ASCII.GetBytes(pad ? encoded : encoded.TrimEnd('='));
        });
    }

    // The web-safe alphabet only.
    private static byte[] DecodeBase64(ReadOnlyMemory<byte> text)
    {
        var plain = Encoding.Latin1.GetString(text.Span).TrimEnd('=');
        var padded = plain.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (plain.Length % 4)) % 4);
        var bytes = new byte[padded.Length / 4 * 3];
        return !plain.AsSpan().ContainsAny(s_notWebSafe) && Convert.TryFromBase64String(padded, bytes, out var length)
            ? bytes[..length]
            : throw TensorFlowException.InvalidArgument($"Invalid character found in base64.");
    }
}
