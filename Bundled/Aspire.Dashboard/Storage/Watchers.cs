using System.Runtime.CompilerServices;
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

    /// <summary>Items from now on; registered before this returns its first task.</summary>
    public async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            Volatile.Write(ref _channels, [.. _channels, channel]);
        }

        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            lock (_gate)
            {
                Volatile.Write(ref _channels, [.. _channels.Where(c => c != channel)]);
            }
        }
    }
}
