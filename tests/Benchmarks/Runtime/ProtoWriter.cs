using System.Buffers;
using System.Text;

namespace Benchmarks.Runtime;

/// <summary>Writes protocol buffer messages field by field: as much of the format as a model file needs.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0, LengthDelimited = 2, Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public ProtoWriter Number(int field, long value)
    {
        Key(field, Varint);
        Plain((ulong)value);
        return this;
    }

    public ProtoWriter Single(int field, float value)
    {
        Key(field, Fixed32);
        BitConverter.TryWriteBytes(_buffer.GetSpan(sizeof(float)), value);
        _buffer.Advance(sizeof(float));
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, LengthDelimited);
        Plain((ulong)value.Length);
        _buffer.Write(value);
        return this;
    }

    public ProtoWriter Message(int field, Action<ProtoWriter> content)
    {
        var message = new ProtoWriter();
        content(message);
        return Bytes(field, message.Written);
    }

    private void Key(int field, int kind) => Plain((ulong)((field << 3) | kind));

    private void Plain(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _buffer.Write([(byte)(value | 0x80)]);
        }

        _buffer.Write([(byte)value]);
    }
}
