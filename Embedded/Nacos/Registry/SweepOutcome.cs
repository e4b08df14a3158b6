namespace Embedded.Nacos.Registry;

/// <summary>What the passing of time has done.</summary>
internal readonly record struct SweepOutcome(int Unhealthy, int Removed)
{
    public bool Changed => (Unhealthy | Removed) != 0;

    public static SweepOutcome operator +(SweepOutcome left, SweepOutcome right) =>
        new(left.Unhealthy + right.Unhealthy, left.Removed + right.Removed);
}
