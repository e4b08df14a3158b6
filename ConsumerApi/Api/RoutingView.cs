namespace ConsumerApi.Api;

/// <summary>The routing table with this process' own observations: the answer of <c>GET /api/routing</c> and of each event.</summary>
/// <param name="Generation">Counts the tables; 0 before the registry has been read.</param>
/// <param name="Since">When the table came into force.</param>
/// <param name="Policy">The balancing policy.</param>
/// <param name="Registry">The registry as seen from here.</param>
/// <param name="Nodes">The nodes that the table names.</param>
/// <param name="Models">The models and where they are.</param>
internal sealed record RoutingView(
    long Generation, DateTimeOffset Since, string Policy, RegistryView Registry, IReadOnlyList<NodeStateView> Nodes, IReadOnlyList<ModelView> Models);
