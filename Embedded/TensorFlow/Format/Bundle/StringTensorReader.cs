using System.Buffers.Binary;
using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>
/// Decodes a stored string tensor: a varint length per element, the masked checksum of the lengths, then the bytes. The entry's
/// checksum covers the lengths as 32-bit numbers (64-bit ones when larger), the stored checksum and the bytes.
/// </summary>
internal static class StringTensorReader
{
    public static Tensor Read(ReadOnlyMemory<byte> data, BundleEntry entry, string name)
    {
        // One length byte an element is the least.
        var count = TensorShape.ElementCount(entry.Shape);
        if (count > data.Length)
        {
            throw TensorFlowException.DataLoss($"String tensor {name} has {count} elements in {data.Length} bytes");
        }

        try
        {
            var tensor = Tensor.Create(DataType.String, entry.Shape, clear: true);
            Decode(data, entry, tensor, name);
            return tensor;
        }
        catch (MalformedMessageException e)
        {
            throw new TensorFlowException(StatusCode.DataLoss, $"String tensor {name} is cut off", e);
        }
    }

    private static void Decode(ReadOnlyMemory<byte> data, BundleEntry entry, Tensor tensor, string name)
    {
        var lengths = new ulong[tensor.ElementCount];
        var reader = new WireReader(data);
        var crc = 0u;
        var position = 0;
        Span<byte> word = stackalloc byte[8];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = reader.Varint();
            var wide = lengths[i] > uint.MaxValue;
            BinaryPrimitives.WriteUInt64LittleEndian(word, lengths[i]);
            crc = Crc32C.Append(crc, word[..(wide ? 8 : 4)]);
            position += VarintLength(lengths[i]);
        }

        if (data.Length - position < 4 || Crc32C.Mask(crc) != BinaryPrimitives.ReadUInt32LittleEndian(data.Span[position..]))
        {
            throw TensorFlowException.DataLoss($"The length checksum does not match for string tensor {name}");
        }

        crc = Crc32C.Append(crc, data.Span[position..]);
        position += 4;
        if (Crc32C.Mask(crc) != entry.MaskedCrc)
        {
            throw TensorFlowException.DataLoss($"Checksum does not match for string tensor {name}");
        }

        var strings = tensor.Strings;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] > (ulong)(data.Length - position))
            {
                throw TensorFlowException.DataLoss($"String tensor {name} is cut off");
            }

            strings[i] = data.Slice(position, (int)lengths[i]);
            position += (int)lengths[i];
        }
    }

    private static int VarintLength(ulong value) => value == 0 ? 1 : (70 - System.Numerics.BitOperations.LeadingZeroCount(value)) / 7;
}
