using System.Runtime.CompilerServices;
using System.Text.Json;
using ConsumerApi.Routing;
using Microsoft.Extensions.Primitives;

namespace ConsumerApi.Api;

/// <summary>The stream behind <c>GET /api/events</c>: the routing view as JSON whenever it has changed.</summary>
internal sealed class RoutingEvents(RoutingState routing, RoutingViews views, IHostApplicationLifetime lifetime, TimeProvider time)
{
    // Counts of requests change all the time and have no event of their own; this often is live to the eye.
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(500);

    // 15 s: proxies on the way cut connections that are silent for 30 to 60 s, so an unchanged view is said again.
    private const int SilentRounds = 30;

    /// <summary>Ends when the client leaves or the process stops; a stream never ends by itself and would hold up the stop.</summary>
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        string? last = null;
        var silent = 0;
        while (!stop.IsCancellationRequested)
        {
            var changed = routing.ChangeToken;
            var view = JsonSerializer.Serialize(views.Routing(), ApiJsonContext.Default.RoutingView);
            silent = view == last ? silent + 1 : 0;
            if (silent % SilentRounds == 0)
            {
                last = view;
                yield return view;
            }

            await ChangeAsync(changed, stop.Token);
        }
    }

    private async Task ChangeAsync(IChangeToken token, CancellationToken cancellationToken)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = token.RegisterChangeCallback(static signal => ((TaskCompletionSource)signal!).TrySetResult(), changed);
        await changed.Task.WaitAsync(s_refresh, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
