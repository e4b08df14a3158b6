using Rollcall.Tests;

namespace Benchmarks.Results;

/// <summary>A figure and what came out.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Interval">Its value with the 95 % interval; equal bounds when it was measured once. Null when it was not measured.</param>
/// <param name="Reason">Why it was not measured.</param>
internal sealed record Row(Figure Figure, Interval? Interval, string? Reason = null)
{
    public double? Value => Interval?.Value;

    /// <summary>Whether what must hold does; a figure that was not measured has not been shown to.</summary>
    public bool Holds => Figure.Must is null || (Value is { } value && Figure.Must.IsMetBy(value));

    public Verdict Verdict => Value is not { } value ? Verdict.NotMeasured
        : Figure.Must?.IsMetBy(value) == false ? Verdict.Short
        : Figure.Aim?.IsMetBy(value) == false ? (Figure.Must is null ? Verdict.Short : Verdict.AimShort)
        : Figure.Must is null && Figure.Aim is null ? Verdict.Reported
        : Verdict.Ok;
}
