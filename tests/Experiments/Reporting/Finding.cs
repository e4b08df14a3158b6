using Rollcall.Tests;

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
