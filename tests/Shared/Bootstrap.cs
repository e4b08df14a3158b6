namespace Rollcall.Tests;

/// <summary>
/// Intervals by resampling (Efron's percentile bootstrap): nothing needs to be assumed about how round times are distributed. The seed is
/// fixed, so the same samples always give the same interval.
/// </summary>
internal sealed class Bootstrap(int seed = 20260101, int resamples = 4000)
{
    private const double Tail = 0.025;

    /// <summary>The median of <paramref name="values"/> with its 95 % interval.</summary>
    public Interval Median(IReadOnlyList<double> values) => Of(values, Quantile.Median);

    /// <summary>A statistic of <paramref name="values"/> with its 95 % interval.</summary>
    public Interval Of(IReadOnlyList<double> values, Func<IReadOnlyList<double>, double> statistic)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count, nameof(values));
        var random = new Random(seed);
        var draw = new double[values.Count];
        var results = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            for (var j = 0; j < draw.Length; j++)
            {
                draw[j] = values[random.Next(values.Count)];
            }

            results[i] = statistic(draw);
        }

        return new(statistic(values), Quantile.Of(results, Tail), Quantile.Of(results, 1 - Tail));
    }

    /// <summary>
    /// The median of the ratios of two series measured side by side, round by round: what drifts over the rounds (neighbours, clock
    /// speed) is in both and cancels.
    /// </summary>
    public Interval PairedRatio(IReadOnlyList<double> numerators, IReadOnlyList<double> denominators)
        => numerators.Count == denominators.Count
            ? Median([.. numerators.Zip(denominators, (a, b) => a / b)])
            : throw new ArgumentException($"Pairs are needed, but there are {numerators.Count} and {denominators.Count} values.", nameof(denominators));
}
