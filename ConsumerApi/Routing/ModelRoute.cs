using System.Collections.Immutable;

namespace ConsumerApi.Routing;

/// <summary>The nodes that answer for a <see cref="RouteKey"/>. Immutable; the cursor is shared with the same route of other tables.</summary>
internal sealed class ModelRoute
{
    public ModelRoute(RouteKey key, ImmutableArray<Target> targets, RouteCursor cursor)
    {
        Key = key;
        Targets = targets;
        Cursor = cursor;
        Availability = Availability.HealthyOrPanic(targets);
    }

    public RouteKey Key { get; }

    public ImmutableArray<Target> Targets { get; }

    public Availability Availability { get; }

    public RouteCursor Cursor { get; }

    /// <summary>Whether a node is left that may be asked after those in <paramref name="tried"/>.</summary>
    public bool HasUntried(in TriedNodes tried)
    {
        foreach (var target in Targets)
        {
            if (target.Weight > 0 && !tried.Contains(target.Node))
            {
                return true;
            }
        }

        return false;
    }
}
