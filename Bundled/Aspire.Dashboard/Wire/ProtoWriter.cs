using System.Buffers;
using System.Buffers.Binary;

namespace Aspire.Dashboard.Wire;

/// <summary>Writes the fields of one protobuf message.</summary>
internal sealed class ProtoWriter
{
    // The longest varint.
    private const int LongestNumber = 10;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void WriteVarint(int number, ulong value)
    {
        WriteTag(number, WireType.Varint);
        WriteNumber(value);
    }

    public void WriteFixed64(int number, ulong value)
    {
        WriteTag(number, WireType.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(sizeof(ulong)), value);
        _buffer.Advance(sizeof(ulong));
    }

    public void WriteFixed32(int number, uint value)
    {
        WriteTag(number, WireType.Fixed32);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
    }

    public void WriteBytes(int number, ReadOnlySpan<byte> value)
    {
        WriteTag(number, WireType.Bytes);
        WriteNumber((ulong)value.Length);
        _buffer.Write(value);
    }

    /// <summary>Fields that are written already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> fields) => _buffer.Write(fields);

    private void WriteTag(int number, WireType type) => WriteNumber(((ulong)number << 3) | (uint)type);

    private void WriteNumber(ulong value)
    {
        var span = _buffer.GetSpan(LongestNumber);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }
}
