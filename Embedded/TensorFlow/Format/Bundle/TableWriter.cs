using System.Buffers.Binary;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>Writes a sorted string table of the LevelDB family, uncompressed, as TensorFlow writes the index of a checkpoint.</summary>
internal sealed class TableWriter(Stream stream)
{
    // TensorFlow's block size; one block of the index is read and checked as a whole.
    private const int BlockBytes = 256 << 10;

    private const int FooterBytes = 48;
    private const ulong Magic = 0xDB4775248B80FB57;

    private readonly TableBlockWriter _data = new();
    private readonly TableBlockWriter _index = new();
    private long _position;

    /// <summary>Adds an entry whose key is above all before, by bytes.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _data.Add(key, value);
        if (_data.Length >= BlockBytes)
        {
            FlushData(_data.LastKey.ToArray());
        }
    }

    /// <summary>Writes what is left, the block directory and the footer.</summary>
    public void Finish()
    {
        if (_data.Length > 0)
        {
            FlushData(ShortSuccessor(_data.LastKey));
        }

        var footer = new ProtoWriter().Raw(WriteBlock(new TableBlockWriter().Finish())).Raw(WriteBlock(_index.Finish()));
        Span<byte> bytes = stackalloc byte[FooterBytes];
        bytes.Clear();
        footer.Written.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[^sizeof(ulong)..], Magic);
        stream.Write(bytes);
    }

    /// <summary>The shortest key not below a key: one byte more than its first (as LevelDB ends its last block).</summary>
    private static byte[] ShortSuccessor(ReadOnlySpan<byte> key)
    {
        var rise = key.IndexOfAnyExcept((byte)0xFF);
        if (rise < 0)
        {
            return key.ToArray();
        }

        var successor = key[..(rise + 1)].ToArray();
        successor[rise]++;
        return successor;
    }

    private void FlushData(byte[] indexKey) => _index.Add(indexKey, WriteBlock(_data.Finish()));

    /// <summary>Writes a block with its trailer and returns its handle.</summary>
    private ReadOnlySpan<byte> WriteBlock(byte[] block)
    {
        // Type 0 (not compressed), then the checksum over block and type.
        Span<byte> trailer = stackalloc byte[1 + sizeof(uint)];
        trailer[0] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[1..], Crc32C.Mask(Crc32C.Append(Crc32C.Compute(block), trailer[..1])));
        stream.Write(block);
        stream.Write(trailer);
        var handle = new ProtoWriter().Varint((ulong)_position).Varint((ulong)block.Length);
        _position += block.Length + trailer.Length;
        return handle.Written;
    }
}
