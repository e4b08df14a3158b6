namespace Rollcall.Tests;

/// <summary>A value and the interval that holds it with 95 % confidence.</summary>
internal readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>Whether <paramref name="value"/> cannot be told from the measured one.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
