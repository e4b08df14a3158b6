using Microsoft.Extensions.ServiceDiscovery.Watching;

namespace Microsoft.Extensions.ServiceDiscovery.Http;

/// <summary>Resolves the host of a request to one endpoint, in turn. One for all HTTP clients, so they share watchers and counts.</summary>
internal sealed class HttpServiceEndpointResolver(ServiceEndpointWatcherFactory factory, TimeProvider timeProvider) : IDisposable, IAsyncDisposable
{
    private readonly WatcherCache _watchers = new(factory, timeProvider);

    public ValueTask<ServiceEndpoint> GetEndpointAsync(Uri uri, CancellationToken cancellationToken) =>
        _watchers.GetEndpointAsync(uri.GetLeftPart(UriPartial.Authority), cancellationToken);

    public void Dispose() => _watchers.Dispose();

    public ValueTask DisposeAsync() => _watchers.DisposeAsync();
}
