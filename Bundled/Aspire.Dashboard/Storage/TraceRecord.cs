namespace Aspire.Dashboard.Storage;

/// <summary>The spans of one trace that have come so far.</summary>
internal sealed class TraceRecord(UInt128 id)
{
    // The object, its list and its entries in the store's tables.
    private const int Overhead = 200;

    private readonly List<SpanRecord> _spans = [];

    public UInt128 Id => id;

    /// <summary>When its first span started (nanoseconds since 1970).</summary>
    public ulong Start { get; private set; } = ulong.MaxValue;

    public int Count => _spans.Count;

    public long Bytes { get; private set; } = Overhead;

    public bool HasError { get; private set; }

    public void Add(SpanRecord span)
    {
        _spans.Add(span);
        Bytes += span.Bytes;
        Start = Math.Min(Start, span.Start);
        HasError |= span.IsError;
    }

    /// <summary>What is there now, for readers that do not hold the store's lock.</summary>
    public TraceSnapshot Snapshot() => new(Id, Start, HasError, [.. _spans]);
}
