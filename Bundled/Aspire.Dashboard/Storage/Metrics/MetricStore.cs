using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Storage.Metrics;

/// <summary>The points of all instruments. Bounded by points of an instrument and by memory; the oldest points go first, then the series that fell silent first.</summary>
internal sealed class MetricStore(TelemetryLimits limits)
{
    /// <summary>What may be left when whole series make room: less than all, or the next point would look through all of them again.</summary>
    private const double Remainder = 0.75;

    private readonly Lock _gate = new();
    private readonly Dictionary<(TelemetryScope Scope, string Name), Instrument> _instruments = [];
    private long _bytes;
    private long _revision;

    /// <summary>Changes with every request.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Lets <paramref name="add"/> write to an instrument.</summary>
    /// <returns>How many points had no place.</returns>
    public int Add(TelemetryScope scope, string name, Func<Instrument, int> add)
    {
        lock (_gate)
        {
            if (!_instruments.TryGetValue((scope, name), out var instrument))
            {
                instrument = _instruments[(scope, name)] = new(scope, name, limits.MaxSeriesCount);
                _bytes += instrument.Bytes;
            }

            var before = instrument.Bytes;
            var rejected = add(instrument);
            if (instrument.PointCount > limits.MaxMetricsCount)
            {
                instrument.Trim();
            }

            _bytes += instrument.Bytes - before;
            if (_bytes > limits.MaxMetricBytes)
            {
                MakeRoom();
            }

            _revision++;
            return rejected;
        }
    }

    /// <summary>Reads something of every instrument.</summary>
    public List<T> Select<T>(Func<Instrument, T> read)
    {
        lock (_gate)
        {
            return [.. _instruments.Values.Select(read)];
        }
    }

    /// <summary>An instrument of some resources, with the series of all of them; null when none has it.</summary>
    public InstrumentSnapshot? Find(IReadOnlyCollection<TelemetryResource> resources, string meter, string name)
    {
        lock (_gate)
        {
            var found = _instruments.Values.Where(i => i.Name == name && i.Scope.Name == meter && resources.Contains(i.Scope.Resource)).ToArray();
            return found is [var first, ..]
                ? new(name, first.Unit, first.Description, first.Kind, first.Bounds,
                    [.. found.Where(i => i.Bounds.AsSpan().SequenceEqual(first.Bounds)).SelectMany(i => i.Series).Select(s => new SeriesSnapshot(Attributes.Read(s.Raw, 1), s.Snapshot()))])
                : null;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _instruments.Clear();
            _bytes = 0;
            _revision++;
        }
    }

    private void MakeRoom()
    {
        foreach (var instrument in _instruments.Values)
        {
            instrument.Trim();
        }

        _bytes = _instruments.Values.Sum(i => i.Bytes);
        if (_bytes <= limits.MaxMetricBytes)
        {
            return;
        }

        // Processes come and go, and each leaves its series behind, with too few points to trim.
        foreach (var (instrument, series) in _instruments.Values.SelectMany(i => i.Series.Select(s => (i, s))).OrderBy(s => s.s.LastTime).ToArray())
        {
            if (_bytes <= limits.MaxMetricBytes * Remainder)
            {
                break;
            }

            var before = instrument.Bytes;
            instrument.Remove(series);
            _bytes -= before - instrument.Bytes;
        }

        foreach (var (key, instrument) in _instruments.Where(i => i.Value.Series.Count == 0))
        {
            _instruments.Remove(key);
            _bytes -= instrument.Bytes;
        }
    }
}
