using Aspire.Dashboard.Storage.Metrics;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Ingestion;

/// <summary>Reads one point of a number or a histogram that was validated, and adds it.</summary>
internal static class MetricPointReader
{
    private const ulong NanosecondsPerMillisecond = 1_000_000;
    private const uint NoRecordedValue = 1;

    /// <summary>False when there is no place for it.</summary>
    public static bool Add(InstrumentWriter writer, ReadOnlySpan<byte> point, bool isHistogram, bool isDelta) =>
        isHistogram ? AddHistogram(writer, point, isDelta) : AddNumber(writer, point, isDelta);

    private static bool AddNumber(InstrumentWriter writer, ReadOnlySpan<byte> point, bool isDelta)
    {
        var attributes = new ProtoWriter();
        var (time, value, flags) = (0UL, 0.0, 0UL);
        var reader = new ProtoReader(point);
        while (reader.TryReadTag(out var number, out var type))
        {
            switch (number)
            {
                case 7:
                    attributes.WriteBytes(1, reader.ReadBytes());
                    break;
                case 3:
                    time = reader.ReadFixed64();
                    break;
                case 4:
                    value = reader.ReadDouble();
                    break;
                case 6:
                    value = (long)reader.ReadFixed64();
                    break;
                case 8:
                    flags = reader.ReadVarint();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return (flags & NoRecordedValue) != 0 || writer.Add(attributes.Written, new(Milliseconds(time), value), isDelta);
    }

    private static bool AddHistogram(InstrumentWriter writer, ReadOnlySpan<byte> point, bool isDelta)
    {
        var attributes = new ProtoWriter();
        var (time, count, sum, flags) = (0UL, 0UL, 0.0, 0UL);
        var (buckets, bounds) = (new List<ulong>(), new List<double>());
        var reader = new ProtoReader(point);
        while (reader.TryReadTag(out var number, out var type))
        {
            switch (number)
            {
                case 9:
                    attributes.WriteBytes(1, reader.ReadBytes());
                    break;
                case 3:
                    time = reader.ReadFixed64();
                    break;
                case 4:
                    count = reader.ReadFixed64();
                    break;
                case 5:
                    sum = reader.ReadDouble();
                    break;
                case 6:
                    ReadAll(ref reader, type, buckets, static (ref r) => r.ReadFixed64());
                    break;
                case 7:
                    ReadAll(ref reader, type, bounds, static (ref r) => r.ReadDouble());
                    break;
                case 10:
                    flags = reader.ReadVarint();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if ((flags & NoRecordedValue) != 0)
        {
            return true;
        }

        // Without buckets there is one that holds everything.
        var counts = buckets.Count == bounds.Count + 1 ? buckets.ToArray() : [count];
        writer.UseBounds(counts.Length == bounds.Count + 1 ? [.. bounds] : []);
        return writer.Add(attributes.Written, new(Milliseconds(time), sum, count, counts), isDelta);
    }

    private delegate T Read<T>(ref ProtoReader reader);

    private static void ReadAll<T>(ref ProtoReader reader, WireType type, List<T> values, Read<T> read)
    {
        if (type != WireType.Bytes)
        {
            values.Add(read(ref reader));
            return;
        }

        var bytes = reader.ReadBytes();
        var packed = new ProtoReader(bytes);
        while (packed.Position < bytes.Length)
        {
            values.Add(read(ref packed));
        }
    }

    private static long Milliseconds(ulong nanoseconds) => (long)(nanoseconds / NanosecondsPerMillisecond);
}
