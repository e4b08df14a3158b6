using System.Collections.Immutable;

namespace ConsumerApi.Routing;

/// <summary>
/// One turn of a weighted round robin, written out: slot → target. Picking is then an index into an array whatever the weights are.
/// The order is that of smooth weighted round robin (nginx), which interleaves: 5:1:1 gives a a b a c a a, not a a a a a b c.
/// </summary>
internal sealed class Schedule
{
    // Weights are kept to 1 %: finer ones would only make the turn longer than anybody can observe.
    private const int Resolution = 100;

    // Bounds the building (slots × targets) when hundreds of nodes have different weights.
    private const int MaxSlots = 4096;

    private Schedule(ImmutableArray<Target> slots, int targets)
    {
        Slots = slots;
        TargetCount = targets;
    }

    public static Schedule Empty { get; } = new([], 0);

    public ImmutableArray<Target> Slots { get; }

    /// <summary>Number of different targets in <see cref="Slots"/>.</summary>
    public int TargetCount { get; }

    /// <summary>The schedule of the targets that have a weight above 0.</summary>
    public static Schedule Create(IEnumerable<Target> targets)
    {
        Target[] weighted = [.. targets.Where(t => t.Weight > 0)];
        if (weighted.Length == 0)
        {
            return Empty;
        }

        var shares = Shares(weighted);
        var total = shares.Sum();
        var current = new long[weighted.Length];
        var slots = ImmutableArray.CreateBuilder<Target>(total);
        for (var slot = 0; slot < total; slot++)
        {
            var best = 0;
            for (var i = 0; i < weighted.Length; i++)
            {
                current[i] += shares[i];
                if (current[i] > current[best])
                {
                    best = i;
                }
            }

            current[best] -= total;
            slots.Add(weighted[best]);
        }

        return new Schedule(slots.MoveToImmutable(), weighted.Length);
    }

    /// <summary>Whole numbers in the proportion of the weights, divided by their greatest common divisor, each at least 1.</summary>
    private static int[] Shares(Target[] targets)
    {
        var most = targets.Max(t => t.Weight);
        var resolution = Math.Clamp(MaxSlots / targets.Length, 1, Resolution);
        var shares = Array.ConvertAll(targets, t => Math.Max(1, (int)Math.Round(t.Weight / most * resolution)));
        var divisor = shares.Aggregate(Gcd);
        return Array.ConvertAll(shares, s => s / divisor);
    }

    private static int Gcd(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
