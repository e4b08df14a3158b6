using System.Collections.Frozen;
using System.Collections.Immutable;
using ConsumerApi.Discovery;

namespace ConsumerApi.Routing;

/// <summary>Makes tables out of discovered models, carrying cursors and node states from one table to the next.</summary>
/// <param name="nodes">The node states that all tables share.</param>
/// <param name="startAt">Where a new route's round robin begins; random in the product.</param>
internal sealed class RoutingTableBuilder(NodeStates nodes, Func<uint> startAt)
{
    public RoutingTable Build(ImmutableArray<DiscoveredModel> models, RoutingTable previous, DateTimeOffset now)
    {
        var routes = models.Where(m => !m.Any.IsEmpty).ToFrozenDictionary(m => m.Name, m => Build(m, previous), StringComparer.Ordinal);
        nodes.Keep(routes.Values.SelectMany(m => m.Routes).SelectMany(r => r.Targets).Select(t => t.Node).ToHashSet());
        return new RoutingTable(routes, previous.Generation + 1, now);
    }

    private ModelRoutes Build(DiscoveredModel model, RoutingTable previous) => new(
        Build(new RouteKey(model.Name), model.Any, previous),
        model.Versions.ToFrozenDictionary(v => v.Key, v => Build(new RouteKey(model.Name, Version: v.Key), v.Value, previous)),
        model.Labels.ToFrozenDictionary(l => l.Key, l => Build(new RouteKey(model.Name, Label: l.Key), l.Value, previous), StringComparer.Ordinal));

    private ModelRoute Build(RouteKey key, ImmutableArray<DiscoveredEndpoint> endpoints, RoutingTable previous) => new(
        key,
        // Sorted: the registry's order changes when a node registers again, and with it would the turn.
        [.. endpoints
            .OrderBy(e => e.Node, StringComparer.Ordinal).ThenBy(e => e.Address.Authority, StringComparer.Ordinal)
            .Select(e => new Target(key, nodes.GetOrAdd(e.Node, e.Address), e.Version, e.Weight, e.Healthy))],
        previous.Find(key)?.Cursor ?? new RouteCursor(startAt()));
}
