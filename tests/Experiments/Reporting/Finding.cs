using Rollcall.Experiments.Statistics;

namespace Rollcall.Experiments.Reporting;

/// <summary>A question of the experiments and its measured answer.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Interval">The answer with its 95 % interval.</param>
/// <param name="Unit">Its unit; empty for ratios.</param>
/// <param name="Goal">What it should be.</param>
internal sealed record Finding(string Name, Interval Interval, string Unit, Goal? Goal)
{
    /// <summary>Whether the goal is met; null without a goal.</summary>
    public bool? Met => Goal?.IsMetBy(Interval.Value);
}

/// <summary>A bound.</summary>
/// <param name="AtLeast">Whether <paramref name="Bound"/> is the smallest good value; otherwise the largest.</param>
/// <param name="Bound">The bound, itself good.</param>
internal sealed record Goal(bool AtLeast, double Bound)
{
    public bool IsMetBy(double value) => AtLeast ? value >= Bound : value <= Bound;
}
