using System.Globalization;
using ConsumerApi.Discovery;
using ConsumerApi.Routing;

namespace ConsumerApi.Api;

/// <summary>Draws the routing table for people and programs.</summary>
internal sealed class RoutingViews(RoutingState routing, IModelCatalog catalog, PickerProvider pickers, TimeProvider time)
{
    public ModelsView Models() => new(Models(routing.Current));

    public RoutingView Routing()
    {
        var table = routing.Current;
        var registry = catalog.Current;
        var state = registry.AwaySince is not null ? "away" : registry.IsRead ? "connected" : "unknown";
        return new RoutingView(
            table.Generation, table.Since, pickers.Current.Name, new RegistryView(state, registry.AwaySince), Nodes(table), Models(table));
    }

    private static IReadOnlyList<ModelView> Models(RoutingTable table) =>
        [.. table.Models.Values.OrderBy(m => m.Name, StringComparer.Ordinal).Select(Model)];

    private static ModelView Model(ModelRoutes model) => new(
        model.Name,
        [.. model.Versions.OrderByDescending(v => v.Key).Select(v => new VersionView(v.Key.ToString(CultureInfo.InvariantCulture), Nodes(v.Value)))],
        [.. model.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new LabelView(l.Key, Nodes(l.Value)))],
        Nodes(model.Any));

    private static IReadOnlyList<NodeView> Nodes(ModelRoute route) =>
        [.. route.Targets.Select(t => new NodeView(t.Node.Name, Address(t.Node), t.Version.ToString(CultureInfo.InvariantCulture), t.Weight, t.Healthy))];

    private IReadOnlyList<NodeStateView> Nodes(RoutingTable table) =>
        [.. table.Models.Values.SelectMany(m => m.Routes).SelectMany(r => r.Targets).Select(t => t.Node).Distinct()
            .OrderBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => new NodeStateView(
                n.Name, Address(n), n.InFlight, n.Answers, n.Failures, Math.Round(n.Latency * 1000, 3), n.IsAvoided(time)))];

    private static string Address(NodeState node) => node.Address.GetLeftPart(UriPartial.Authority);
}
