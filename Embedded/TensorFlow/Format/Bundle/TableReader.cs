using System.Buffers.Binary;
using Embedded.TensorFlow.Format.Proto;
using Snappier;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>Reads a LevelDB-style table: sorted keys with shared prefixes in blocks, each with a checksum.</summary>
internal static class TableReader
{
    private const int FooterLength = 48;
    private const int TrailerLength = 5;
    private const ulong Magic = 0xDB4775248B80FB57;

    // An index of this size would describe millions of tensors; a larger one is a broken length.
    private const int LargestBlock = 1 << 30;

    /// <summary>All entries in key order.</summary>
    public static List<(byte[] Key, ReadOnlyMemory<byte> Value)> Read(ReadOnlyMemory<byte> file, string path)
    {
        try
        {
            if (file.Length < FooterLength)
            {
                throw TensorFlowException.DataLoss($"file is too short to be an sstable: {path}");
            }

            var footer = file[^FooterLength..];
            if (BinaryPrimitives.ReadUInt64LittleEndian(footer.Span[40..]) != Magic)
            {
                throw TensorFlowException.DataLoss($"not an sstable (bad magic number): {path}");
            }

            var handles = new WireReader(footer[..40]);
            handles.Varint();
            handles.Varint();
            var entries = new List<(byte[], ReadOnlyMemory<byte>)>();
            foreach (var (_, value) in Entries(Block(file, handles.Varint(), handles.Varint(), path), path))
            {
                var handle = new WireReader(value);
                entries.AddRange(Entries(Block(file, handle.Varint(), handle.Varint(), path), path));
            }

            return entries;
        }
        catch (MalformedMessageException e)
        {
            throw new TensorFlowException(StatusCode.DataLoss, $"bad block in {path}: {e.Message}", e);
        }
    }

    private static ReadOnlyMemory<byte> Block(ReadOnlyMemory<byte> file, ulong offset, ulong size, string path)
    {
        var length = (ulong)file.Length;
        if (offset > length || size > length - offset || length - offset - size < TrailerLength)
        {
            throw TensorFlowException.DataLoss($"truncated block read: {path}");
        }

        var body = file.Slice((int)offset, (int)size);
        var trailer = file.Slice((int)(offset + size), TrailerLength).Span;
        var crc = Crc32C.Append(Crc32C.Compute(body.Span), trailer[..1]);
        if (Crc32C.Mask(crc) != BinaryPrimitives.ReadUInt32LittleEndian(trailer[1..]))
        {
            throw TensorFlowException.DataLoss($"block checksum mismatch: {path}");
        }

        return trailer[0] switch
        {
            0 => body,
            1 => Inflate(body.Span, path),
            _ => throw TensorFlowException.DataLoss($"bad block type {trailer[0]}: {path}"),
        };
    }

    private static byte[] Inflate(ReadOnlySpan<byte> body, string path)
    {
        try
        {
            if (Snappy.GetUncompressedLength(body) > LargestBlock)
            {
                throw TensorFlowException.DataLoss($"corrupted compressed block contents: {path}");
            }

            return Snappy.DecompressToArray(body);
        }
        catch (InvalidDataException e)
        {
            throw new TensorFlowException(StatusCode.DataLoss, $"corrupted compressed block contents: {path}", e);
        }
    }

    private static List<(byte[] Key, ReadOnlyMemory<byte> Value)> Entries(ReadOnlyMemory<byte> block, string path)
    {
        if (block.Length < 4)
        {
            throw TensorFlowException.DataLoss($"bad block contents: {path}");
        }

        var restarts = BinaryPrimitives.ReadUInt32LittleEndian(block.Span[^4..]);
        if (restarts > (uint)(block.Length - 4) / 4)
        {
            throw TensorFlowException.DataLoss($"bad block contents: {path}");
        }

        var entries = new List<(byte[], ReadOnlyMemory<byte>)>();
        var body = block[..(block.Length - 4 - ((int)restarts * 4))];
        byte[] key = [];
        var position = 0;
        while (position < body.Length)
        {
            var (shared, own, valueLength) = (Varint(body.Span, ref position), Varint(body.Span, ref position), Varint(body.Span, ref position));
            if (shared > (ulong)key.Length || own > (ulong)(body.Length - position) || valueLength > (ulong)(body.Length - position) - own)
            {
                throw TensorFlowException.DataLoss($"bad entry in block: {path}");
            }

            key = [.. key.AsSpan(0, (int)shared), .. body.Span.Slice(position, (int)own)];
            position += (int)own;
            entries.Add((key, body.Slice(position, (int)valueLength)));
            position += (int)valueLength;
        }

        return entries;
    }

    private static ulong Varint(ReadOnlySpan<byte> span, ref int position)
    {
        var value = 0UL;
        for (var shift = 0; shift < 35 && position < span.Length; shift += 7)
        {
            var next = span[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new MalformedMessageException("a length is cut off");
    }
}
