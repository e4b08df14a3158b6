using Microsoft.Extensions.Primitives;

namespace ConsumerApi.Routing;

/// <summary>Holds the table in force. Readers take <see cref="Current"/> once and work on it; there is one writer, the updater.</summary>
internal sealed class RoutingState : IDisposable
{
    private volatile RoutingTable _current = RoutingTable.Unread;
    private CancellationTokenSource _changed = new();

    public RoutingTable Current => _current;

    /// <summary>A token that fires at the next swap. Take it before <see cref="Current"/>, or a swap in between is missed.</summary>
    public IChangeToken ChangeToken => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    public void Swap(RoutingTable next)
    {
        _current = next;
        // Not disposed: somebody may be about to register with its token, and it holds no timer.
        Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
    }

    public void Dispose() => _changed.Dispose();
}
