using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Storage.Metrics;

/// <summary>The points of all instruments. Bounded by points of an instrument and by memory; the oldest points go first.</summary>
internal sealed class MetricStore(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(TelemetryScope Scope, string Name), Instrument> _instruments = [];
    private long _bytes;
    private long _revision;

    /// <summary>Changes with every request.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Lets <paramref name="add"/> write to an instrument.</summary>
    /// <returns>How many points had no place.</returns>
    public int Add(TelemetryScope scope, string name, Func<InstrumentWriter, int> add)
    {
        lock (_gate)
        {
            if (!_instruments.TryGetValue((scope, name), out var instrument))
            {
                instrument = _instruments[(scope, name)] = new(scope, name);
            }

            var writer = new InstrumentWriter(instrument, limits, _bytes < limits.MaxMetricBytes);
            var rejected = add(writer);
            _bytes += writer.AddedBytes;
            if (instrument.PointCount > limits.MaxMetricsCount)
            {
                Trim(instrument);
            }

            if (_bytes > limits.MaxMetricBytes)
            {
                foreach (var every in _instruments.Values)
                {
                    Trim(every);
                }
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

    private void Trim(Instrument instrument)
    {
        foreach (var series in instrument.Series)
        {
            var before = series.Bytes;
            series.Trim();
            _bytes += series.Bytes - before;
        }
    }
}
