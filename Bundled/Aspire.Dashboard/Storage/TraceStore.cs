using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Storage;

/// <summary>The newest traces. Bounded by number and by memory; the trace that was first heard of goes first.</summary>
internal sealed class TraceStore(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, TraceRecord> _traces = [];
    private readonly Queue<TraceRecord> _order = new();
    private long _bytes;
    private long _revision;

    /// <summary>Changes with every span.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Spans as they come.</summary>
    public Watchers<SpanRecord> Watchers { get; } = new();

    /// <summary>Adds spans; those that are here already or have no place are taken out of the list.</summary>
    /// <returns>How many had no place, because their trace is full.</returns>
    public int Add(List<SpanRecord> spans)
    {
        lock (_gate)
        {
            spans.RemoveAll(span => _traces.TryGetValue(span.TraceId, out var trace) && trace.Contains(span.SpanId));
            var rejected = spans.RemoveAll(span => !TryAdd(span));

            while (_order.Count > limits.MaxTraceCount || (_bytes > limits.MaxTraceBytes && _order.Count > 1))
            {
                var oldest = _order.Dequeue();
                _traces.Remove(oldest.Id);
                _bytes -= oldest.Bytes;
            }

            _revision++;
            Watchers.Publish(spans);
            return rejected;
        }
    }

    /// <summary>Begins to read along: with the spans that are here, in the order they started.</summary>
    public Watch<SpanRecord> Watch()
    {
        lock (_gate)
        {
            return Watchers.Begin(_order.SelectMany(t => t.Snapshot().Spans).OrderBy(s => s.Start).ToArray());
        }
    }

    /// <summary>All traces, the one that started last first.</summary>
    public TraceSnapshot[] Newest()
    {
        TraceSnapshot[] all;
        lock (_gate)
        {
            all = [.. _order.Select(t => t.Snapshot())];
        }

        Array.Sort(all, static (a, b) => b.Start.CompareTo(a.Start));
        return all;
    }

    public TraceSnapshot? Find(UInt128 id)
    {
        lock (_gate)
        {
            return _traces.GetValueOrDefault(id)?.Snapshot();
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _traces.Clear();
            _order.Clear();
            _bytes = 0;
            _revision++;
        }
    }

    private bool TryAdd(SpanRecord span)
    {
        if (!_traces.TryGetValue(span.TraceId, out var trace))
        {
            trace = _traces[span.TraceId] = new(span.TraceId);
            _order.Enqueue(trace);
            _bytes += trace.Bytes;
        }

        // All of one trace may be as large as all traces together: the newest trace is never dropped.
        if (trace.Count >= limits.MaxSpansPerTrace || (trace.Count > 0 && trace.Bytes + span.Bytes > limits.MaxTraceBytes))
        {
            return false;
        }

        trace.Add(span);
        _bytes += span.Bytes;
        return true;
    }
}
