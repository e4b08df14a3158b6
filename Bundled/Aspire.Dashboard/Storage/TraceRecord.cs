namespace Aspire.Dashboard.Storage;

/// <summary>The spans of one trace that have come so far.</summary>
internal sealed class TraceRecord(UInt128 id)
{
    // The object, its list and its entries in the store's tables.
    private const int Overhead = 200;

    // Few spans are faster looked through than hashed, and most traces have few; a table for each would be most of the memory.
    private const int Few = 64;

    private readonly List<SpanRecord> _spans = [];
    private HashSet<ulong>? _ids;

    public UInt128 Id => id;

    /// <summary>When its first span started (nanoseconds since 1970).</summary>
    public ulong Start { get; private set; } = ulong.MaxValue;

    public int Count => _spans.Count;

    public long Bytes { get; private set; } = Overhead;

    public bool HasError { get; private set; }

    /// <summary>Whether the span is here: an exporter that was not answered in time sends it again.</summary>
    public bool Contains(ulong spanId)
    {
        if (_spans.Count > Few)
        {
            _ids ??= [.. _spans.Select(s => s.SpanId)];
            return _ids.Contains(spanId);
        }

        foreach (var span in _spans)
        {
            if (span.SpanId == spanId)
            {
                return true;
            }
        }

        return false;
    }

    public void Add(SpanRecord span)
    {
        _spans.Add(span);
        _ids?.Add(span.SpanId);
        Bytes += span.Bytes;
        Start = Math.Min(Start, span.Start);
        HasError |= span.IsError;
    }

    /// <summary>What is there now, for readers that do not hold the store's lock.</summary>
    public TraceSnapshot Snapshot() => new(Id, Start, HasError, [.. _spans]);
}
