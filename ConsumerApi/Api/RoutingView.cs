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

/// <summary>The registry as seen from here.</summary>
/// <param name="State"><c>unknown</c>, <c>connected</c> or <c>away</c>.</param>
/// <param name="AwaySince">Since when it has not answered.</param>
internal sealed record RegistryView(string State, DateTimeOffset? AwaySince);

/// <summary>A node as this process experiences it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its REST address.</param>
/// <param name="InFlight">Requests at the node now.</param>
/// <param name="Answers">Answers relayed from it.</param>
/// <param name="Failures">Attempts that found it gone.</param>
/// <param name="LatencyMs">Moving average of the time to an answer, in milliseconds.</param>
/// <param name="PassedOver">Whether it is passed over because it has just failed.</param>
internal sealed record NodeStateView(string Name, string Address, int InFlight, long Answers, long Failures, double LatencyMs, bool PassedOver);
