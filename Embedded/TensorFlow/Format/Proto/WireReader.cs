using System.Buffers.Binary;
using System.Text;

namespace Embedded.TensorFlow.Format.Proto;

/// <summary>
/// Walks the fields of one protobuf message without copying. Every length is checked against what is left, so malformed
/// input ends in <see cref="MalformedMessageException"/> and never in an over-read or an allocation larger than the file.
/// </summary>
internal ref struct WireReader(ReadOnlyMemory<byte> message)
{
    private readonly ReadOnlyMemory<byte> _memory = message;
    private readonly ReadOnlySpan<byte> _span = message.Span;
    private int _position;
    private WireType _type;

    public readonly bool AtEnd => _position >= _span.Length;

    /// <summary>Moves to the next field.</summary>
    /// <returns>False at the end of the message.</returns>
    public bool Next(out int field)
    {
        if (AtEnd)
        {
            field = 0;
            return false;
        }

        var tag = Varint();
        _type = (WireType)(tag & 7);
        var number = tag >> 3;
        if (number is 0 or > int.MaxValue)
        {
            throw new MalformedMessageException("field number out of range");
        }

        field = (int)number;
        return true;
    }

    public ulong UInt64()
    {
        Expect(WireType.Varint);
        return Varint();
    }

    public long Int64() => (long)UInt64();

    public int Int32() => (int)UInt64();

    public bool Bool() => UInt64() != 0;

    public uint Fixed32()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
    }

    public float Float() => BitConverter.UInt32BitsToSingle(Fixed32());

    public ReadOnlyMemory<byte> Bytes()
    {
        Expect(WireType.Length);
        var length = Varint();
        if (length > (ulong)(_span.Length - _position))
        {
            throw new MalformedMessageException("a length runs past the end of its message");
        }

        var part = _memory.Slice(_position, (int)length);
        _position += (int)length;
        return part;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes().Span);

    public WireReader Message() => new(Bytes());

    /// <summary>Appends one varint, or a packed run of them.</summary>
    public void Varints(List<long> into)
    {
        if (_type == WireType.Varint)
        {
            into.Add((long)Varint());
            return;
        }

        var packed = new WireReader(Bytes());
        while (!packed.AtEnd)
        {
            into.Add((long)packed.Varint());
        }
    }

    /// <summary>The bytes of one fixed-width number, or of a packed run of them.</summary>
    public ReadOnlyMemory<byte> FixedRun(int width)
    {
        if (_type == WireType.Length)
        {
            return Bytes();
        }

        Expect(width == 4 ? WireType.Fixed32 : WireType.Fixed64);
        Take(width);
        return _memory.Slice(_position - width, width);
    }

    public void Skip()
    {
        switch (_type)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.Length:
                Bytes();
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            default:
                throw new MalformedMessageException($"wire type {(int)_type} is not used by proto3");
        }
    }

    internal ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (AtEnd)
            {
                throw new MalformedMessageException("a number is cut off");
            }

            var next = _span[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new MalformedMessageException("a number is longer than ten bytes");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _span.Length - _position)
        {
            throw new MalformedMessageException("a field is cut off");
        }

        _position += count;
        return _span.Slice(_position - count, count);
    }

    private readonly void Expect(WireType type)
    {
        if (_type != type)
        {
            throw new MalformedMessageException($"wire type {_type} where {type} belongs");
        }
    }
}
