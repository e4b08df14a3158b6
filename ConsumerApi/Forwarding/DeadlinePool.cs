using System.Collections.Concurrent;
using ConsumerApi.Routing;
using Microsoft.Extensions.Options;

namespace ConsumerApi.Forwarding;

/// <summary>Hands out the cancellation of a request: it fires after <c>Routing:RequestTimeout</c>. Used again, since nearly none ever fires.</summary>
internal sealed class DeadlinePool(TimeProvider time, IOptions<RoutingOptions> options)
{
    // More than this are only needed in a burst, after which they may go.
    private const int MaxIdle = 1024;

    private readonly ConcurrentQueue<CancellationTokenSource> _idle = new();

    public CancellationTokenSource Rent()
    {
        if (!_idle.TryDequeue(out var deadline))
        {
            return new CancellationTokenSource(options.Value.RequestTimeout, time);
        }

        deadline.CancelAfter(options.Value.RequestTimeout);
        return deadline;
    }

    /// <summary>Takes it back. Nobody else may cancel it any more: it would hit another request.</summary>
    public void Return(CancellationTokenSource deadline)
    {
        if (deadline.TryReset() && _idle.Count < MaxIdle)
        {
            _idle.Enqueue(deadline);
        }
        else
        {
            deadline.Dispose();
        }
    }
}
