using System.Collections.Immutable;

namespace ConsumerApi.Discovery;

/// <summary>A model with every name of it resolved: the input of a routing table.</summary>
/// <param name="Name">Exact name.</param>
/// <param name="Any">Nodes with some version.</param>
/// <param name="Versions">Nodes by version; versions without a node are left out.</param>
/// <param name="Labels">Nodes by label; labels without a node are left out.</param>
internal sealed record DiscoveredModel(
    string Name,
    ImmutableArray<DiscoveredEndpoint> Any,
    ImmutableSortedDictionary<long, ImmutableArray<DiscoveredEndpoint>> Versions,
    ImmutableSortedDictionary<string, ImmutableArray<DiscoveredEndpoint>> Labels);
