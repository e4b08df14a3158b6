namespace Microsoft.Extensions.ServiceDiscovery.Watching;

/// <summary>A watcher in a <see cref="WatcherCache"/> with what is known of its use.</summary>
internal sealed class WatcherEntry(ServiceEndpointWatcher watcher)
{
    private readonly Lock _lock = new();
    private int _users;
    private bool _usedSinceCleanup;
    private bool _retired;

    public ServiceEndpointWatcher Watcher => watcher;

    /// <summary>Picks of the HTTP handler in turn over this service's endpoints.</summary>
    public RoundRobin RoundRobin { get; } = new();

    /// <summary>Begins a use, unless the entry has been retired.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_retired)
            {
                return false;
            }

            _users++;
            _usedSinceCleanup = true;
            return true;
        }
    }

    /// <summary>Ends a use.</summary>
    public void Exit()
    {
        lock (_lock)
        {
            _users--;
        }
    }

    /// <summary>Retires the entry if it is not in use and was not used since the last call.</summary>
    public bool TryRetire()
    {
        lock (_lock)
        {
            var idle = _users == 0 && !_usedSinceCleanup;
            _usedSinceCleanup = false;
            return !_retired && (_retired = idle);
        }
    }
}
