namespace ConsumerApi.Routing;

/// <summary>
/// Where a route's round robin stands. It outlives the tables, so that a change of the registry does not send everybody back to the
/// first node, and starts anywhere, so that consumers started together do not walk in step.
/// </summary>
internal sealed class RouteCursor(uint start)
{
    private uint _next = start;

    public uint Next() => Interlocked.Increment(ref _next) - 1;
}
