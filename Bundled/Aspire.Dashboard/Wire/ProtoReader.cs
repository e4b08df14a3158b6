using System.Buffers.Binary;

namespace Aspire.Dashboard.Wire;

/// <summary>Reads the fields of one protobuf message in place, one after the other.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Number of the field that was read last.</summary>
    public int Number { get; private set; }

    public WireType Type { get; private set; }

    /// <summary>Its value, if that is a number.</summary>
    public ulong Bits { get; private set; }

    /// <summary>Its value otherwise.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly double Double => BitConverter.UInt64BitsToDouble(Bits);

    /// <summary>The field with its number, as it stands in the message.</summary>
    public readonly ReadOnlySpan<byte> Raw => _message[Start..Position];

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    private int Start { get; set; }

    /// <summary>The last field of that number whose value is bytes, a string or a message; empty if there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int number)
    {
        var found = ReadOnlySpan<byte>.Empty;
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            found = reader.Number == number && reader.Type == WireType.Bytes ? reader.Bytes : found;
        }

        return found;
    }

    /// <summary>The last field of that number whose value is a number; zero, as the protocol has it, if there is none.</summary>
    public static ulong FindNumber(ReadOnlySpan<byte> message, int number)
    {
        ulong found = 0;
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            found = reader.Number == number && reader.Type != WireType.Bytes ? reader.Bits : found;
        }

        return found;
    }

    /// <summary>Reads the next field; false at the end of the message.</summary>
    /// <exception cref="OtlpFormatException">There is something else than a whole field.</exception>
    public bool Read()
    {
        if (Position == _message.Length)
        {
            return false;
        }

        Start = Position;
        var tag = ReadVarint();
        (Number, Type) = ((int)(tag >> 3), (WireType)(tag & 7));
        if (tag > uint.MaxValue || Number == 0)
        {
            throw new OtlpFormatException($"byte {Start} is no field of a protobuf message");
        }

        ReadValue(Type);
        return true;
    }

    /// <summary>Reads the next of numbers that are packed in one field; false at their end.</summary>
    public bool ReadPacked(WireType type)
    {
        if (Position == _message.Length)
        {
            return false;
        }

        ReadValue(type);
        return true;
    }

    private void ReadValue(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                Bits = ReadVarint();
                break;
            case WireType.Fixed64:
                Bits = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case WireType.Fixed32:
                Bits = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case WireType.Bytes:
                Bytes = Take(ReadVarint());
                break;
            default:
                throw new OtlpFormatException($"byte {Start} is no field of a protobuf message");
        }
    }

    private ulong ReadVarint()
    {
        const int MostBits = 64;
        ulong value = 0;
        for (var shift = 0; shift < MostBits; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new OtlpFormatException($"the number before byte {Position} has more than ten bytes");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_message.Length - Position))
        {
            throw new OtlpFormatException($"the message ends in the middle of a field (after {Position} of {_message.Length} bytes)");
        }

        var taken = _message.Slice(Position, (int)length);
        Position += (int)length;
        return taken;
    }
}
