namespace ConsumerApi.Routing;

/// <summary>A node as one route sees it: the registry's weight and health for that model or version. Immutable but for cached addresses.</summary>
internal sealed class Target(RouteKey route, NodeState node, long version, double weight, bool healthy)
{
    private readonly RouteKey _route = route;
    private readonly Uri?[] _addresses = new Uri?[Enum.GetValues<RestVerb>().Length];

    public NodeState Node { get; } = node;

    /// <summary>The version that the route reaches there.</summary>
    public long Version { get; } = version;

    /// <summary>Share of the traffic relative to the other nodes of the route; 0 gets nothing.</summary>
    public double Weight { get; } = weight;

    /// <summary>The registry's word. This process' own experience is in <see cref="NodeState"/>.</summary>
    public bool Healthy { get; } = healthy;

    /// <summary>The node's address for a verb on a route. Built once for this target's own: parsing a URI costs more than the pick.</summary>
    public Uri Address(in RouteKey key, RestVerb verb) => key == _route
        ? Volatile.Read(ref _addresses[(int)verb]) ?? Build(verb)
        : new Uri(Node.Address, key.PathOf(verb));

    private Uri Build(RestVerb verb)
    {
        var address = new Uri(Node.Address, _route.PathOf(verb));
        Volatile.Write(ref _addresses[(int)verb], address);
        return address;
    }
}
