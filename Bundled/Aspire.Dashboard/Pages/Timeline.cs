using Aspire.Dashboard.Storage.Metrics;

namespace Aspire.Dashboard.Pages;

/// <summary>Reads a series between its points.</summary>
internal static class Timeline
{
    // Senders export each second in development and each minute by default; after this one that said nothing is taken for gone.
    private const long Patience = 70_000;

    /// <summary>What a series said last before a moment; null before its first point and when it has fallen silent.</summary>
    public static MetricPoint? At(MetricPoint[] points, long time)
    {
        var index = Index(points, time);
        return index >= 0 && time - points[index].Time < Gap(points) ? points[index] : null;
    }

    /// <summary>How much a total grew between two moments.</summary>
    public static double? Increase(MetricPoint[] points, long from, long to)
    {
        if (At(points, to) is not { } after)
        {
            return null;
        }

        // A total that fell belongs to a process that was started again, from zero.
        return Before(points, from) is { } before ? after.Value >= before.Value ? after.Value - before.Value : after.Value : null;
    }

    /// <summary>What was measured between two moments.</summary>
    public static MetricPoint? Delta(MetricPoint[] points, long from, long to)
    {
        if (At(points, to) is not { } after || Before(points, from) is not { } before)
        {
            return null;
        }

        return before.Buckets is { } old && after.Buckets is { } now && old.Length == now.Length && after.Count >= before.Count
            ? new(after.Time, after.Value - before.Value, after.Count - before.Count, [.. now.Zip(old, static (a, b) => a >= b ? a - b : 0)])
            : after;
    }

    private static MetricPoint? Before(MetricPoint[] points, long time)
    {
        var index = Index(points, time);
        return index >= 0 ? points[index] : null;
    }

    /// <summary>The pause after which a series counts as silent: a few times its own rhythm.</summary>
    private static long Gap(MetricPoint[] points) => points.Length < 2 ? Patience : Math.Clamp((points[^1].Time - points[^2].Time) * 5, 15_000, Patience * 5);

    private static int Index(MetricPoint[] points, long time)
    {
        var (low, high) = (0, points.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (points[middle].Time <= time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
