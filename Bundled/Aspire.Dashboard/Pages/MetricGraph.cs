using Aspire.Dashboard.Storage.Metrics;

namespace Aspire.Dashboard.Pages;

/// <summary>Turns the points of an instrument into lines of a graph: totals become rates, distributions percentiles.</summary>
internal static class MetricGraph
{
    // As many as a graph has room for to be told apart.
    private const int Slots = 100;
    private const int MostLines = 8;

    private static readonly (string Name, double Share)[] s_percentiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)];

    public static MetricView Draw(InstrumentSnapshot instrument, MetricFilter filter, long now)
    {
        var step = Math.Max(filter.Seconds * 1000L / Slots, 1000);

        // On whole steps, so that a graph that is drawn again moves instead of shivering.
        var last = now / step * step;
        var times = Enumerable.Range(1, (int)Math.Max(filter.Seconds * 1000L / step, 2)).Select(i => last - ((filter.Seconds * 1000L / step) - i) * step).ToArray();
        var wanted = instrument.Series.Where(s => filter.Wanted.All(w => w.Value.Contains(Value(s, w.Key)))).ToArray();
        var all = wanted.Select(s => Line(instrument, s, times, step)).ToArray();
        var (shown, unit) = instrument.Kind switch
        {
            InstrumentKind.Counter => ("rate", $"{instrument.Unit}/s"),
            InstrumentKind.Histogram => ("percentiles", instrument.Unit),
            _ => ("value", instrument.Unit),
        };
        var lines = instrument.Kind == InstrumentKind.Histogram ? Percentiles(wanted, instrument.Bounds, times, step) : Largest(all);
        return new(new(instrument.Name, instrument.Unit, instrument.Description, instrument.Kind.ToString()), shown, unit, times, lines, all, Dimensions(instrument));
    }

    private static string Value(SeriesSnapshot series, string attribute) =>
        series.Attributes.FirstOrDefault(a => a.Key == attribute) is { Key: not null } found ? found.Value : "";

    private static DimensionView[] Dimensions(InstrumentSnapshot instrument) =>
    [
        .. instrument.Series.SelectMany(s => s.Attributes).Select(a => a.Key).Distinct().Order(StringComparer.Ordinal)
            .Select(key => new DimensionView(key, [.. instrument.Series.Select(s => Value(s, key)).Distinct().Order(StringComparer.Ordinal)])),
    ];

    private static LineView Line(InstrumentSnapshot instrument, SeriesSnapshot series, long[] times, long step)
    {
        var name = series.Attributes.Count == 0 ? "all" : string.Join(" · ", series.Attributes.Select(a => a.Value));
        double?[] values = instrument.Kind switch
        {
            InstrumentKind.Counter => [.. times.Select(t => Timeline.Increase(series.Points, t - step, t) / (step / 1000.0))],
            InstrumentKind.Histogram => [.. times.Select(t => Timeline.Delta(series.Points, t - step, t) is { } d ? d.Count / (step / 1000.0) : (double?)null)],
            _ => [.. times.Select(t => Timeline.At(series.Points, t)?.Value)],
        };
        var last = series.Points is [.., var point] ? instrument.Kind == InstrumentKind.Histogram ? point.Count : point.Value : (double?)null;
        return new(name, PairView.Of(series.Attributes), [.. values.Select(Finite)], Finite(last));
    }

    /// <summary>A gauge may say that it is no number, or infinite: no graph can show that, and JSON has no word for it.</summary>
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static LineView[] Largest(LineView[] lines) =>
        [.. lines.OrderByDescending(l => l.Values.Max() ?? double.MinValue).Take(MostLines).OrderBy(l => l.Name, StringComparer.Ordinal)];

    private static LineView[] Percentiles(SeriesSnapshot[] series, double[] bounds, long[] times, long step)
    {
        var values = s_percentiles.Select(_ => new double?[times.Length]).ToArray();
        for (var i = 0; i < times.Length; i++)
        {
            var counts = new ulong[bounds.Length + 1];
            foreach (var one in series)
            {
                if (Timeline.Delta(one.Points, times[i] - step, times[i]) is { Buckets: { } buckets } && buckets.Length == counts.Length)
                {
                    for (var bucket = 0; bucket < counts.Length; bucket++)
                    {
                        counts[bucket] += buckets[bucket];
                    }
                }
            }

            for (var p = 0; p < s_percentiles.Length; p++)
            {
                values[p][i] = Finite(Percentile.Of(counts, bounds, s_percentiles[p].Share));
            }
        }

        return [.. s_percentiles.Select((p, i) => new LineView(p.Name, [], values[i], values[i].LastOrDefault(v => v is not null)))];
    }
}
