using System.Threading.Channels;

namespace Aspire.Dashboard.Storage;

/// <summary>Hands items on to whoever reads along. A reader that is too slow misses the oldest ones.</summary>
internal sealed class Watchers<T>
{
    // What the official dashboard keeps for a slow reader.
    private const int Capacity = 1_000;

    private readonly Lock _gate = new();
    private Channel<T>[] _channels = [];

    public void Publish(IReadOnlyList<T> items)
    {
        foreach (var channel in Volatile.Read(ref _channels))
        {
            for (var i = 0; i < items.Count; i++)
            {
                channel.Writer.TryWrite(items[i]);
            }
        }
    }

    /// <summary>Begins to read along: nothing that comes after this call is missed while the reader keeps up.</summary>
    public Watch Begin()
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            Volatile.Write(ref _channels, [.. _channels, channel]);
        }

        return new(this, channel);
    }

    private void End(Channel<T> channel)
    {
        lock (_gate)
        {
            Volatile.Write(ref _channels, [.. _channels.Where(c => c != channel)]);
        }
    }

    /// <summary>Somebody who reads along, until disposed.</summary>
    public sealed class Watch(Watchers<T> watchers, Channel<T> channel) : IDisposable
    {
        public IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken) => channel.Reader.ReadAllAsync(cancellationToken);

        public void Dispose() => watchers.End(channel);
    }
}
