using Microsoft.Extensions.ServiceDiscovery.Watching;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Resolves service names to endpoints, and keeps the results current while a name is in use.</summary>
public sealed class ServiceEndpointResolver : IAsyncDisposable
{
    private readonly WatcherCache _watchers;

    internal ServiceEndpointResolver(ServiceEndpointWatcherFactory factory, TimeProvider timeProvider) => _watchers = new(factory, timeProvider);

    /// <summary>
    /// Resolves a service: the last result as long as its change token has not fired, a new one otherwise. A name that nobody asks for
    /// during 10 to 20 s is forgotten and its providers are disposed.
    /// </summary>
    /// <param name="serviceName">The name, such as <c>http://_grpc.service</c>.</param>
    /// <param name="cancellationToken">Ends the waiting, not the resolution, which others may wait for too.</param>
    /// <returns>The endpoints and their change token.</returns>
    /// <exception cref="ArgumentException">The name is not a valid one.</exception>
    /// <exception cref="InvalidOperationException">No provider serves the name.</exception>
    /// <exception cref="ObjectDisposedException">The resolver has been disposed.</exception>
    public ValueTask<ServiceEndpointSource> GetEndpointsAsync(string serviceName, CancellationToken cancellationToken) =>
        _watchers.GetEndpointsAsync(serviceName, cancellationToken);

    /// <summary>Stops watching and disposes all providers.</summary>
    /// <returns>A task that completes when they are disposed.</returns>
    public ValueTask DisposeAsync() => _watchers.DisposeAsync();
}
