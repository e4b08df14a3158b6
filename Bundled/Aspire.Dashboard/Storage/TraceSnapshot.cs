using System.Collections.Immutable;

namespace Aspire.Dashboard.Storage;

/// <summary>A trace at one moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">When its first span started (nanoseconds since 1970).</param>
/// <param name="HasError">Whether one of its spans failed.</param>
/// <param name="Spans">Its spans, as they came.</param>
internal sealed record TraceSnapshot(UInt128 Id, ulong Start, bool HasError, ImmutableArray<SpanRecord> Spans)
{
    /// <summary>From the start of the first span to the end of the last (nanoseconds).</summary>
    public ulong Duration => Math.Max(Spans.Max(s => Math.Max(s.End, s.Start)), Start) - Start;

    /// <summary>The span that the trace is called by: the first that has no parent here, or simply the first.</summary>
    public SpanRecord Root
    {
        get
        {
            // The usual case, without a set for each of thousands of traces.
            if (Spans.FirstOrDefault(s => s.ParentId == 0) is { } root)
            {
                return root;
            }

            var here = Spans.Select(s => s.SpanId).ToHashSet();
            return Spans.Where(s => !here.Contains(s.ParentId)).DefaultIfEmpty(Spans[0]).MinBy(s => s.Start)!;
        }
    }
}
