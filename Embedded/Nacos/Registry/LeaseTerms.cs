using System.Globalization;

namespace Embedded.Nacos.Registry;

/// <summary>How long an instance may stay silent, in milliseconds.</summary>
/// <param name="Interval">Time between two beats of the client.</param>
/// <param name="Timeout">Silence after which the instance counts as unhealthy.</param>
/// <param name="DeleteTimeout">Silence after which the instance is removed.</param>
internal readonly record struct LeaseTerms(long Interval, long Timeout, long DeleteTimeout)
{
    public const string IntervalKey = "preserved.heart.beat.interval";
    public const string TimeoutKey = "preserved.heart.beat.timeout";
    public const string DeleteTimeoutKey = "preserved.ip.delete.timeout";

    public static LeaseTerms Default { get; } = new(5_000, 15_000, 30_000);

    /// <summary>Both time-outs must leave room for at least one beat.</summary>
    public bool IsLegal => Timeout >= Interval && DeleteTimeout >= Interval;

    public static LeaseTerms From(Metadata metadata) => metadata.Count == 0
        ? Default
        : new(
            Read(metadata, IntervalKey, Default.Interval),
            Read(metadata, TimeoutKey, Default.Timeout),
            Read(metadata, DeleteTimeoutKey, Default.DeleteTimeout));

    private static long Read(Metadata metadata, string key, long fallback) =>
        metadata.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : fallback;
}
