namespace Rollcall.Tests;

/// <summary>Order statistics of small sets.</summary>
internal static class Quantile
{
    public static double Median(IEnumerable<double> values) => Of(values, 0.5);

    /// <summary>The quantile, interpolated between neighbours (definition 7 of Hyndman and Fan, the default of R and NumPy).</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="share">From 0 (smallest) to 1 (largest).</param>
    public static double Of(IEnumerable<double> values, double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var sorted = values.Order().ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(values));
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
