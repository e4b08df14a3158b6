using System.Buffers.Binary;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>CRC-32C (Castagnoli), as the checkpoint format and TFRecord files use it.</summary>
internal static class Crc32C
{
    // 0x1EDC6F41 bit-reversed: RFC 3720, appendix B.4.
    private const uint Polynomial = 0x82F63B78;

    private static readonly uint[] s_table = Table();

    public static uint Compute(ReadOnlySpan<byte> data) => Append(0, data);

    /// <summary>Goes on from the result for the bytes before.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;
        if (Sse42.X64.IsSupported)
        {
            while (data.Length >= 8)
            {
                crc = (uint)Sse42.X64.Crc32(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
                data = data[8..];
            }
        }
        else if (Crc32.Arm64.IsSupported)
        {
            while (data.Length >= 8)
            {
                crc = Crc32.Arm64.ComputeCrc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
                data = data[8..];
            }
        }

        return ~Bytewise(crc, data);
    }

    /// <summary>The form that files store: a checksum of data that holds checksums would be weak otherwise.</summary>
    public static uint Mask(uint crc) => ((crc >> 15) | (crc << 17)) + 0xA282EAD8;

    internal static uint Bytewise(uint state, ReadOnlySpan<byte> data)
    {
        foreach (var b in data)
        {
            state = s_table[(byte)(state ^ b)] ^ (state >> 8);
        }

        return state;
    }

    private static uint[] Table()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
