using System.Collections.Concurrent;

namespace Microsoft.Extensions.ServiceDiscovery.Watching;

/// <summary>
/// The watchers of all services that were asked for lately. One that nobody asked for between two clean-ups is disposed with its
/// providers, so a client of many names does not keep watching all of them.
/// </summary>
internal sealed class WatcherCache(ServiceEndpointWatcherFactory factory, TimeProvider timeProvider) : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan s_cleanupPeriod = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, WatcherEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private ITimer? _cleanup;
    private bool _disposed;

    /// <summary>The endpoints of a service.</summary>
    public async ValueTask<ServiceEndpointSource> GetEndpointsAsync(string serviceName, CancellationToken cancellationToken)
    {
        var entry = Enter(serviceName);
        try
        {
            return await entry.Watcher.GetEndpointsAsync(cancellationToken);
        }
        finally
        {
            entry.Exit();
        }
    }

    /// <summary>One endpoint of a service, in turn.</summary>
    /// <exception cref="InvalidOperationException">The service has no endpoint.</exception>
    public async ValueTask<ServiceEndpoint> GetEndpointAsync(string serviceName, CancellationToken cancellationToken)
    {
        var entry = Enter(serviceName);
        try
        {
            var source = await entry.Watcher.GetEndpointsAsync(cancellationToken);
            return entry.RoundRobin.Pick(source.Endpoints);
        }
        finally
        {
            entry.Exit();
        }
    }

    // For a container that is disposed synchronously: the watchers stop at once, their providers end in the background.
    public void Dispose() => _ = DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
            _cleanup?.Dispose();
            _cleanup = null;
        }

        await Task.WhenAll(_entries.Values.Select(entry => entry.Watcher.DisposeAsync().AsTask()));
        _entries.Clear();
    }

    private WatcherEntry Enter(string serviceName)
    {
        ArgumentNullException.ThrowIfNull(serviceName);
        while (true)
        {
            var entry = _entries.TryGetValue(serviceName, out var known) ? known : Create(serviceName);
            if (entry.TryEnter())
            {
                return entry;
            }

            _entries.TryRemove(KeyValuePair.Create(serviceName, entry));
        }
    }

    // Under the lock: two first callers must not make two watchers, of which one would never be disposed.
    private WatcherEntry Create(string serviceName)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ServiceEndpointResolver));
            if (_entries.TryGetValue(serviceName, out var known))
            {
                return known;
            }

            var entry = new WatcherEntry(factory.Create(serviceName));
            entry.Watcher.Start();
            _entries[serviceName] = entry;
            _cleanup ??= Background.Start(this, static self => self.StartCleanup());
            return entry;
        }
    }

    private ITimer StartCleanup() =>
        timeProvider.CreateTimer(static state => ((WatcherCache)state!).Cleanup(), this, s_cleanupPeriod, s_cleanupPeriod);

    private void Cleanup()
    {
        foreach (var (name, entry) in _entries)
        {
            if (entry.TryRetire())
            {
                _entries.TryRemove(KeyValuePair.Create(name, entry));
                _ = entry.Watcher.DisposeAsync().AsTask();
            }
        }
    }
}
