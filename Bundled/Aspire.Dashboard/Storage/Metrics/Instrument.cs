namespace Aspire.Dashboard.Storage.Metrics;

/// <summary>An instrument of one resource with its series. The store's lock guards it.</summary>
internal sealed class Instrument(TelemetryScope scope, string name, int maxSeries)
{
    // The object, its table and its entry in the store's.
    private const int Overhead = 400;

    private readonly Dictionary<byte[], MetricSeries> _series = new(ByteSequenceComparer.Instance);
    private long _seriesBytes;

    public TelemetryScope Scope => scope;

    public string Name => name;

    public string Description { get; private set; } = "";

    public string Unit { get; private set; } = "";

    public InstrumentKind Kind { get; private set; }

    /// <summary>Upper bounds of a histogram's buckets but the last.</summary>
    public double[] Bounds { get; private set; } = [];

    public int PointCount { get; private set; }

    public long Bytes => Overhead + (sizeof(char) * ((long)name.Length + Description.Length + Unit.Length)) + _seriesBytes;

    public IReadOnlyCollection<MetricSeries> Series => _series.Values;

    /// <summary>Says what it measures. Points of another kind mean something else and are forgotten.</summary>
    public void Describe(InstrumentKind kind, string unit, string description)
    {
        if (kind != Kind)
        {
            Clear();
        }

        (Kind, Unit, Description) = (kind, unit, description);
    }

    /// <summary>Takes on bounds; counts between other bounds mean something else and are forgotten.</summary>
    public void UseBounds(double[] bounds)
    {
        if (!Bounds.AsSpan().SequenceEqual(bounds))
        {
            Bounds = bounds;
            Clear();
        }
    }

    /// <summary>Adds a point; false when there are too many series to begin another.</summary>
    public bool Add(ReadOnlySpan<byte> attributes, in MetricPoint point, bool isDelta)
    {
        if (!_series.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(attributes, out var series))
        {
            if (_series.Count >= maxSeries)
            {
                return false;
            }

            var bytes = attributes.ToArray();
            series = _series[bytes] = new(bytes);
            _seriesBytes += series.Bytes;
        }

        var before = (series.Count, series.Bytes);
        series.Add(point, isDelta);
        Count(series, before);
        return true;
    }

    /// <summary>Drops the oldest quarter of the points.</summary>
    public void Trim()
    {
        foreach (var series in _series.Values)
        {
            var before = (series.Count, series.Bytes);
            series.Trim();
            Count(series, before);
        }
    }

    public void Remove(MetricSeries series)
    {
        _series.Remove(series.Raw);
        PointCount -= series.Count;
        _seriesBytes -= series.Bytes;
    }

    private void Clear()
    {
        _series.Clear();
        (PointCount, _seriesBytes) = (0, 0);
    }

    private void Count(MetricSeries series, (int Points, int Bytes) before)
    {
        PointCount += series.Count - before.Points;
        _seriesBytes += series.Bytes - before.Bytes;
    }
}
