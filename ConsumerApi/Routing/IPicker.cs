namespace ConsumerApi.Routing;

/// <summary>A balancing policy. Stateless: what it must remember is in the route's cursor and in the nodes' states.</summary>
internal interface IPicker
{
    /// <summary>The policy's name in <c>Routing:Policy</c>.</summary>
    string Name { get; }

    /// <summary>Chooses a target that has not been tried, or null when there is none. Lock-free, allocates nothing.</summary>
    Target? Pick(ModelRoute route, in TriedNodes tried);
}
