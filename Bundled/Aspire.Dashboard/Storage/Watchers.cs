using System.Threading.Channels;

namespace Aspire.Dashboard.Storage;

/// <summary>Hands items on to whoever reads along. A reader that is too slow misses the oldest ones.</summary>
internal sealed class Watchers<T>
{
    // What the official dashboard keeps for a slow reader.
    private const int Capacity = 1_000;

    private readonly Lock _gate = new();
    private Channel<T>[] _channels = [];

    /// <summary>Readers there are.</summary>
    public int Count => Volatile.Read(ref _channels).Length;

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

    /// <summary>Begins to read along. A store calls this and <see cref="Publish"/> while it is locked: then nothing is missed, and nothing comes twice.</summary>
    /// <param name="existing">What is there now, in order.</param>
    public Watch<T> Begin(IEnumerable<T> existing)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            Volatile.Write(ref _channels, [.. _channels, channel]);
        }

        return new(existing, channel.Reader, () => End(channel));
    }

    private void End(Channel<T> channel)
    {
        lock (_gate)
        {
            Volatile.Write(ref _channels, [.. _channels.Where(c => c != channel)]);
        }
    }
}
