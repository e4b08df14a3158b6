namespace Embedded.TensorFlow.Format.Proto;

/// <summary>Reads <c>TensorShapeProto</c>.</summary>
internal static class ShapeReader
{
    /// <returns>Dimensions, -1 where unknown; null for an unknown rank.</returns>
    public static long[]? Read(ReadOnlyMemory<byte> message)
    {
        var sizes = new List<long>();
        var unknownRank = false;
        var reader = new WireReader(message);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 2:
                    sizes.Add(Size(reader.Message()));
                    break;
                case 3:
                    unknownRank = reader.Bool();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return unknownRank ? null : [.. sizes];
    }

    private static long Size(WireReader dimension)
    {
        var size = 0L;
        while (dimension.Next(out var field))
        {
            if (field == 1)
            {
                size = dimension.Int64();
            }
            else
            {
                dimension.Skip();
            }
        }

        return size;
    }
}
