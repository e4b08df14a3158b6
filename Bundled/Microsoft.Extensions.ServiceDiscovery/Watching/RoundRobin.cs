namespace Microsoft.Extensions.ServiceDiscovery.Watching;

/// <summary>Picks in turn. The count goes on when the list changes, so that a refresh does not send everybody to the first endpoint.</summary>
internal sealed class RoundRobin
{
    private uint _next;

    public ServiceEndpoint Pick(IReadOnlyList<ServiceEndpoint> endpoints) =>
        endpoints.Count == 0
            ? throw new InvalidOperationException("The endpoint collection contains no endpoints")
            : endpoints[(int)((Interlocked.Increment(ref _next) - 1) % (uint)endpoints.Count)];
}
