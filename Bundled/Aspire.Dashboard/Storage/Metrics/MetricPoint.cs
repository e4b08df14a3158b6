namespace Aspire.Dashboard.Storage.Metrics;

/// <summary>What a series said at one moment; all totals are since the start of its process.</summary>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="Value">The value, or the sum of a histogram.</param>
/// <param name="Count">Measurements in a histogram.</param>
/// <param name="Buckets">Measurements in each bucket of a histogram.</param>
internal readonly record struct MetricPoint(long Time, double Value, ulong Count = 0, ulong[]? Buckets = null)
{
    private const int OwnBytes = 32;
    private const int ArrayHeader = 24;

    public int Bytes => OwnBytes + (Buckets is null ? 0 : ArrayHeader + (Buckets.Length * sizeof(ulong)));

    /// <summary>Whether nothing happened between two points.</summary>
    public bool SaysTheSame(in MetricPoint other) => Value.Equals(other.Value) && Count == other.Count;

    /// <summary>The total after another part of it, from a sender that sends only what is new.</summary>
    public MetricPoint After(in MetricPoint before) => new(Time, before.Value + Value, before.Count + Count, Sum(before.Buckets, Buckets));

    private static ulong[]? Sum(ulong[]? before, ulong[]? more) =>
        before is null || more is null || before.Length != more.Length ? more : [.. before.Zip(more, static (a, b) => a + b)];
}
