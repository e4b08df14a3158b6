using Embedded.TensorFlowServing.Flags;
using Embedded.TensorFlowServing.Rest;

namespace Embedded.TensorFlowServing.Hosting;

/// <summary>
/// Between SIGTERM and the closing of the ports: for <c>--drain_seconds</c> everything is still answered, with
/// <c>Connection: close</c>, so that callers that watch a registry have time to turn away.
/// </summary>
internal sealed partial class DrainService(ServerFlags flags, DrainState drain, TimeProvider time, ILogger<DrainService> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before the web server is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        drain.Begin();
        if (flags.DrainSeconds > 0)
        {
            Log.Draining(logger, flags.DrainSeconds);
            await Task.Delay(TimeSpan.FromSeconds(flags.DrainSeconds), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(500, LogLevel.Information, "Asked to stop; serving on for {Seconds} s")]
        public static partial void Draining(ILogger logger, double seconds);
    }
}
