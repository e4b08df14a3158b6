namespace Aspire.Dashboard.Storage.Metrics;

/// <summary>An instrument of one resource with its series. The store's lock guards it.</summary>
internal sealed class Instrument(TelemetryScope scope, string name)
{
    private readonly Dictionary<byte[], MetricSeries> _series = new(ByteSequenceComparer.Instance);

    public TelemetryScope Scope => scope;

    public string Name => name;

    public string Description { get; set; } = "";

    public string Unit { get; set; } = "";

    public InstrumentKind Kind { get; set; }

    /// <summary>Upper bounds of a histogram's buckets but the last.</summary>
    public double[] Bounds { get; private set; } = [];

    public int PointCount => _series.Values.Sum(s => s.Count);

    public IReadOnlyCollection<MetricSeries> Series => _series.Values;

    /// <summary>The series of these attributes, or null when there are too many to begin another.</summary>
    public MetricSeries? Find(ReadOnlySpan<byte> attributes, int most, out bool isNew)
    {
        isNew = false;
        if (_series.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(attributes, out var series))
        {
            return series;
        }

        if (_series.Count >= most)
        {
            return null;
        }

        isNew = true;
        var bytes = attributes.ToArray();
        return _series[bytes] = new(bytes);
    }

    /// <summary>Takes on bounds; counts between other bounds mean something else and are forgotten.</summary>
    public void UseBounds(double[] bounds)
    {
        if (!Bounds.AsSpan().SequenceEqual(bounds))
        {
            Bounds = bounds;
            foreach (var series in _series.Values)
            {
                series.Clear();
            }
        }
    }
}
