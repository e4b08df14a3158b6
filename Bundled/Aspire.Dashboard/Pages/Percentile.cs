namespace Aspire.Dashboard.Pages;

/// <summary>Estimates percentiles of a distribution that is known by buckets.</summary>
internal static class Percentile
{
    /// <summary>The value below which a share of the measurements lies, or null when there are none.</summary>
    /// <param name="counts">Measurements in each bucket.</param>
    /// <param name="bounds">Upper bounds of all buckets but the last, which has none.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double? Of(ReadOnlySpan<ulong> counts, ReadOnlySpan<double> bounds, double share)
    {
        ulong total = 0;
        foreach (var count in counts)
        {
            total += count;
        }

        if (total == 0 || bounds.Length == 0)
        {
            return null;
        }

        var rank = share * total;
        ulong below = 0;
        for (var i = 0; i < bounds.Length; i++)
        {
            if (below + counts[i] >= rank && counts[i] > 0)
            {
                // As if the measurements of a bucket were spread evenly over it.
                var lower = i == 0 ? Math.Min(0, bounds[0]) : bounds[i - 1];
                return lower + ((bounds[i] - lower) * (rank - below) / counts[i]);
            }

            below += counts[i];
        }

        // All that is known of the last bucket is where it begins.
        return bounds[^1];
    }
}
