using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Storage.Metrics;

/// <summary>Adds to an instrument while the store's lock is held, and keeps count of the memory.</summary>
internal sealed class InstrumentWriter(Instrument instrument, TelemetryLimits limits, bool mayGrow)
{
    public Instrument Instrument => instrument;

    public long AddedBytes { get; private set; }

    /// <summary>Adds a point; false when there is no place for another series.</summary>
    public bool Add(ReadOnlySpan<byte> attributes, in MetricPoint point, bool isDelta)
    {
        if (instrument.Find(attributes, mayGrow ? limits.MaxSeriesCount : 0, out var isNew) is not { } series)
        {
            return false;
        }

        var before = isNew ? 0 : series.Bytes;
        series.Add(point, isDelta);
        AddedBytes += series.Bytes - before;
        return true;
    }

    /// <summary>Takes on the bounds of a histogram.</summary>
    public void UseBounds(double[] bounds)
    {
        var before = instrument.Series.Sum(s => (long)s.Bytes);
        instrument.UseBounds(bounds);
        AddedBytes += instrument.Series.Sum(s => (long)s.Bytes) - before;
    }
}
