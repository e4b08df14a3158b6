using System.Buffers.Binary;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>Codes whose byte order is the order of the values; part of the keys of partitioned variables.</summary>
internal static class OrderedCode
{
    /// <summary>One length byte, then the big-endian bytes without leading zeros.</summary>
    public static void AppendNumber(List<byte> into, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        var digits = bytes.TrimStart((byte)0);
        into.Add((byte)digits.Length);
        into.AddRange(digits);
    }

    /// <summary>The bytes with 0 and 255 escaped, ended by 0, 1.</summary>
    public static void AppendString(List<byte> into, ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            into.Add(b);
            if (b == 0)
            {
                into.Add(0xFF);
            }
            else if (b == 0xFF)
            {
                into.Add(0x00);
            }
        }

        into.Add(0);
        into.Add(1);
    }

    /// <summary>
    /// A signed number in n bytes: as many leading bits as bytes say the length, with the sign inverted, so that 0 to 63 take one
    /// byte (0x80 + value) and each further byte adds seven bits.
    /// </summary>
    public static void AppendSigned(List<byte> into, long value)
    {
        var magnitude = (ulong)(value < 0 ? ~value : value);
        var bits = 65 - System.Numerics.BitOperations.LeadingZeroCount(magnitude);
        var length = Math.Min((bits + 6) / 7, 10);

        // Ten bytes hold the widest header (ten bits) and the 64-bit value, sign-extended.
        Span<byte> bytes = stackalloc byte[10];
        bytes.Fill(value < 0 ? (byte)0xFF : (byte)0);
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], value);
        var code = bytes[(10 - length)..];
        var header = length == 10 ? (ushort)0xFFC0 : (ushort)(0xFFFF << (16 - length));
        code[0] ^= (byte)(header >> 8);
        if (length > 1)
        {
            code[1] ^= (byte)header;
        }

        into.AddRange(code);
    }
}
