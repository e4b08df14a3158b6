using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>Writes the few protocol buffer messages of a checkpoint, and the varints of its tables.</summary>
internal sealed class ProtoWriter
{
    private const int VarintWire = 0;
    private const int LengthWire = 2;
    private const int Fixed32Wire = 5;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>A number; zero is the default and is left out.</summary>
    public ProtoWriter Number(int field, long value)
    {
        if (value != 0)
        {
            Varint((ulong)((field << 3) | VarintWire));
            Varint((ulong)value);
        }

        return this;
    }

    public ProtoWriter Fixed32(int field, uint value)
    {
        Varint((ulong)((field << 3) | Fixed32Wire));
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.Written);

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)((field << 3) | LengthWire));
        Varint((ulong)value.Length);
        _buffer.Write(value);
        return this;
    }

    public ProtoWriter Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _buffer.Write([(byte)(value | 0x80)]);
            value >>= 7;
        }

        _buffer.Write([(byte)value]);
        return this;
    }

    public ProtoWriter Raw(ReadOnlySpan<byte> value)
    {
        _buffer.Write(value);
        return this;
    }
}
