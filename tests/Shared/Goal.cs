namespace Rollcall.Tests;

/// <summary>A bound on a measured value.</summary>
/// <param name="AtLeast">Whether <paramref name="Bound"/> is the smallest good value; otherwise the largest.</param>
/// <param name="Bound">The bound, itself good.</param>
internal sealed record Goal(bool AtLeast, double Bound)
{
    public bool IsMetBy(double value) => AtLeast ? value >= Bound : value <= Bound;

    public override string ToString() => FormattableString.Invariant($"{(AtLeast ? "≥" : "≤")} {Bound:0.####}");
}
