using System.Buffers.Binary;

namespace Aspire.Dashboard.Wire;

/// <summary>Reads the fields of one protobuf message in place.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>The last field of that number whose value is bytes, a string or a message; empty if there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int number)
    {
        var found = ReadOnlySpan<byte>.Empty;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == number && type == WireType.Bytes)
            {
                found = reader.ReadBytes();
            }
            else
            {
                reader.Skip(type);
            }
        }

        return found;
    }

    /// <summary>Reads the number and the layout of the next field; false at the end of the message.</summary>
    public bool TryReadTag(out int number, out WireType type)
    {
        if (Position == _message.Length)
        {
            (number, type) = (0, default);
            return false;
        }

        var tag = ReadVarint();
        type = (WireType)(tag & 7);
        number = (int)(tag >> 3);
        return tag <= uint.MaxValue && number > 0 && type is WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32
            ? true
            : throw new OtlpFormatException($"byte {Position} is no field of a protobuf message");
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (Position == _message.Length)
            {
                throw Truncated();
            }

            var next = _message[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new OtlpFormatException($"the number before byte {Position} has more than ten bytes");
    }

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)(_message.Length - Position) ? Take((int)length) : throw Truncated();
    }

    public void Skip(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                ReadBytes();
                break;
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _message.Length - Position)
        {
            throw Truncated();
        }

        var taken = _message.Slice(Position, length);
        Position += length;
        return taken;
    }

    private readonly OtlpFormatException Truncated() => new($"the message ends in the middle of a field (after {Position} of {_message.Length} bytes)");
}
