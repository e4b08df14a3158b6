using Aspire.Dashboard.Storage.Metrics;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Ingestion;

/// <summary>Reads one point of a number or a histogram that was validated, and adds it.</summary>
internal static class MetricPointReader
{
    private const ulong NanosecondsPerMillisecond = 1_000_000;
    private const uint NoRecordedValue = 1;

    /// <summary>False when there is no place for it.</summary>
    public static bool Add(Instrument instrument, ReadOnlySpan<byte> point, bool isHistogram, bool isDelta) =>
        isHistogram ? AddHistogram(instrument, point, isDelta) : AddNumber(instrument, point, isDelta);

    private static bool AddNumber(Instrument instrument, ReadOnlySpan<byte> point, bool isDelta)
    {
        var attributes = new ProtoWriter();
        var (time, value, flags) = (0UL, 0.0, 0UL);
        var reader = new ProtoReader(point);
        while (reader.Read())
        {
            switch (reader.Number)
            {
                case 7:
                    attributes.WriteBytes(1, reader.Bytes);
                    break;
                case 3:
                    time = reader.Bits;
                    break;
                case 4:
                    value = reader.Double;
                    break;
                case 6:
                    value = (long)reader.Bits;
                    break;
                case 8:
                    flags = reader.Bits;
                    break;
            }
        }

        return (flags & NoRecordedValue) != 0 || instrument.Add(attributes.Written, new(Milliseconds(time), value), isDelta);
    }

    private static bool AddHistogram(Instrument instrument, ReadOnlySpan<byte> point, bool isDelta)
    {
        var attributes = new ProtoWriter();
        var (time, count, sum, flags) = (0UL, 0UL, 0.0, 0UL);
        var (buckets, bounds) = (new List<ulong>(), new List<ulong>());
        var reader = new ProtoReader(point);
        while (reader.Read())
        {
            switch (reader.Number)
            {
                case 9:
                    attributes.WriteBytes(1, reader.Bytes);
                    break;
                case 3:
                    time = reader.Bits;
                    break;
                case 4:
                    count = reader.Bits;
                    break;
                case 5:
                    sum = reader.Double;
                    break;
                case 6:
                    ReadAll(reader, buckets);
                    break;
                case 7:
                    ReadAll(reader, bounds);
                    break;
                case 10:
                    flags = reader.Bits;
                    break;
            }
        }

        if ((flags & NoRecordedValue) != 0)
        {
            return true;
        }

        // Without buckets there is one that holds everything.
        var isWhole = buckets.Count == bounds.Count + 1;
        instrument.UseBounds(isWhole ? [.. bounds.Select(BitConverter.UInt64BitsToDouble)] : []);
        return instrument.Add(attributes.Written, new(Milliseconds(time), sum, count, isWhole ? [.. buckets] : [count]), isDelta);
    }

    /// <summary>Numbers of eight bytes, one in a field or many in one.</summary>
    private static void ReadAll(in ProtoReader field, List<ulong> values)
    {
        if (field.Type != WireType.Bytes)
        {
            values.Add(field.Bits);
            return;
        }

        var packed = new ProtoReader(field.Bytes);
        while (packed.ReadPacked(WireType.Fixed64))
        {
            values.Add(packed.Bits);
        }
    }

    private static long Milliseconds(ulong nanoseconds) => (long)(nanoseconds / NanosecondsPerMillisecond);
}
