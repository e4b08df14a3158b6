using Embedded.TensorFlow.Format.Proto;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>Where one tensor lies (<c>BundleEntryProto</c>).</summary>
internal sealed record BundleEntry(
    DataType DType, long[] Shape, int Shard, long Offset, long Size, uint MaskedCrc, IReadOnlyList<TensorSlice> Slices)
{
    public static BundleEntry Read(ReadOnlyMemory<byte> message)
    {
        var dtype = DataType.Invalid;
        long[] shape = [];
        var (shard, offset, size, crc) = (0, 0L, 0L, 0u);
        var slices = new List<TensorSlice>();
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    dtype = DataTypes.FromProto(reader.Int64());
                    break;
                case 2:
                    shape = ShapeReader.Read(reader.Bytes()) ?? throw new MalformedMessageException("a stored tensor has no rank");
                    break;
                case 3:
                    shard = reader.Int32();
                    break;
                case 4:
                    offset = reader.Int64();
                    break;
                case 5:
                    size = reader.Int64();
                    break;
                case 6:
                    crc = reader.Fixed32();
                    break;
                case 7:
                    slices.Add(TensorSlice.Read(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new BundleEntry(dtype, shape, shard, offset, size, crc, slices);
    }
}
