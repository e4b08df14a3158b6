namespace ConsumerApi.Discovery;

/// <summary>A node behind a name, with what the registry says of it.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Address">Scheme, host and port of its REST API.</param>
/// <param name="Version">The version that a request through the name reaches there.</param>
/// <param name="Weight">The operator's weight; 0 gets no traffic.</param>
/// <param name="Healthy">Whether the registry hears the node's beats.</param>
internal sealed record DiscoveredEndpoint(string Node, Uri Address, long Version, double Weight, bool Healthy);
