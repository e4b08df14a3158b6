using System.Threading.Channels;

namespace Aspire.Dashboard.Storage;

/// <summary>Somebody who reads along, until disposed.</summary>
internal sealed class Watch<T>(IEnumerable<T> existing, ChannelReader<T> reader, Action end) : IDisposable
{
    private IEnumerable<T> _existing = existing;

    /// <summary>What was there at the beginning; once, so that a reader who stays does not keep it in memory.</summary>
    public IEnumerable<T> TakeExisting() => Interlocked.Exchange(ref _existing, []);

    public IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken) => reader.ReadAllAsync(cancellationToken);

    public void Dispose() => end();
}
