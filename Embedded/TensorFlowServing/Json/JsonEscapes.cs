using System.Globalization;
using System.Text;

namespace Embedded.TensorFlowServing.Json;

/// <summary>Checks and resolves escapes in JSON strings, by RapidJSON's rules.</summary>
internal static class JsonEscapes
{
    /// <summary>
    /// Checks the escape at <paramref name="position"/> (a backslash) and steps over it.
    /// </summary>
    /// <returns>The reason why it is wrong, or null.</returns>
    public static string? Check(ReadOnlySpan<byte> json, ref int position)
    {
        if (position + 1 >= json.Length)
        {
            return JsonErrors.EscapeInvalid;
        }

        if (json[position + 1] != 'u')
        {
            if (Simple(json[position + 1]) == 0)
            {
                return JsonErrors.EscapeInvalid;
            }

            position += 2;
            return null;
        }

        if (!TryHex(json, position + 2, out var unit))
        {
            return JsonErrors.UnicodeEscapeInvalidHex;
        }

        position += 6;
        if (!char.IsHighSurrogate((char)unit))
        {
            return null;
        }

        if (position + 1 >= json.Length || json[position] != '\\' || json[position + 1] != 'u')
        {
            return JsonErrors.UnicodeSurrogateInvalid;
        }

        if (!TryHex(json, position + 2, out var low))
        {
            return JsonErrors.UnicodeEscapeInvalidHex;
        }

        position += 6;
        return char.IsLowSurrogate((char)low) ? null : JsonErrors.UnicodeSurrogateInvalid;
    }

    /// <summary>The bytes that a checked string stands for.</summary>
    public static byte[] Resolve(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '\\')
            {
                bytes[length++] = text[i++];
            }
            else if (text[i + 1] != 'u')
            {
                bytes[length++] = Simple(text[i + 1]);
                i += 2;
            }
            else
            {
                TryHex(text, i + 2, out var unit);
                i += 6;
                var scalar = unit;
                if (char.IsHighSurrogate((char)unit))
                {
                    TryHex(text, i + 2, out var low);
                    i += 6;
                    scalar = char.ConvertToUtf32((char)unit, (char)low);
                }

                length += Encode(scalar, bytes.AsSpan(length));
            }
        }

        return bytes[..length];
    }

    private static int Encode(int scalar, Span<byte> target)
    {
        if (Rune.TryCreate(scalar, out var rune))
        {
            return rune.EncodeToUtf8(target);
        }

        // A lone low surrogate: RapidJSON writes its three bytes as they come.
        target[0] = (byte)(0xE0 | (scalar >> 12));
        target[1] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
        target[2] = (byte)(0x80 | (scalar & 0x3F));
        return 3;
    }

    private static byte Simple(byte escape) => escape switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => escape,
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => 0,
    };

    private static bool TryHex(ReadOnlySpan<byte> text, int position, out int unit)
    {
        unit = 0;
        return position + 4 <= text.Length
            && int.TryParse(text.Slice(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out unit);
    }
}
