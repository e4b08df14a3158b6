namespace ConsumerApi.Api;

/// <summary>A node of a route.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its REST address.</param>
/// <param name="Version">The version that a request through the route reaches there.</param>
/// <param name="Weight">The operator's weight.</param>
/// <param name="Healthy">Whether the registry hears its beats.</param>
internal sealed record NodeView(string Name, string Address, string Version, double Weight, bool Healthy);
