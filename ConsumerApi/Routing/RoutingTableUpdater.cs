using ConsumerApi.Discovery;
using Microsoft.Extensions.Primitives;

namespace ConsumerApi.Routing;

/// <summary>Keeps the routing table equal to what service discovery says: resolves everything, swaps, waits for any change token.</summary>
internal sealed partial class RoutingTableUpdater(
    IModelCatalog catalog,
    ModelResolver resolver,
    LastKnownModels lastKnown,
    RoutingTableBuilder builder,
    RoutingState state,
    TimeProvider time,
    ILogger<RoutingTableUpdater> logger) : BackgroundService
{
    // ServiceEndpointResolver drops a name that nobody asked for during 10 s, and with it the change token we wait for.
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(5);

    private string _shape = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            List<IChangeToken> tokens = [];
            var wait = s_keepAlive;
            try
            {
                wait = await UpdateAsync(tokens, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Without this loop the table would stay as it is for ever.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.UpdateFailed(logger, e);
            }

            await ChangeAsync(tokens, wait, stoppingToken);
        }
    }

    private async Task<TimeSpan> UpdateAsync(List<IChangeToken> tokens, CancellationToken cancellationToken)
    {
        var snapshot = catalog.Current;
        tokens.Add(snapshot.ChangeToken);
        if (!snapshot.IsRead)
        {
            return s_keepAlive;
        }

        var models = lastKnown.Apply(await resolver.ResolveAsync(snapshot.Models, tokens, cancellationToken), out var recheckIn);
        var shape = RoutingShape.Of(models);
        if (!state.Current.IsRead || shape != _shape)
        {
            var table = builder.Build(models, state.Current, time.GetUtcNow());
            state.Swap(table);
            _shape = shape;
            Log.Swapped(logger, table.Generation, RoutingShape.Summary(models));
            Log.SwappedTo(logger, table.Generation, shape);
        }

        return recheckIn < s_keepAlive ? recheckIn.Value : s_keepAlive;
    }

    /// <summary>Returns when one of the tokens fires or the time is over.</summary>
    private async Task ChangeAsync(List<IChangeToken> tokens, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // Continuations must not run inside the callback: it runs on the registry client's thread.
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<IDisposable> registrations = [];
        try
        {
            foreach (var token in tokens)
            {
                registrations.Add(token.RegisterChangeCallback(static signal => ((TaskCompletionSource)signal!).TrySetResult(), changed));
            }

            await changed.Task.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            registrations.ForEach(r => r.Dispose());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3000, Level = LogLevel.Information, EventName = "Swapped", Message = "Routing table {Generation} is in force: {Summary}")]
        public static partial void Swapped(ILogger logger, long generation, string summary);

        [LoggerMessage(EventId = 3002, Level = LogLevel.Debug, EventName = "SwappedTo", Message = "Routing table {Generation}: {Shape}")]
        public static partial void SwappedTo(ILogger logger, long generation, string shape);

        [LoggerMessage(EventId = 3001, Level = LogLevel.Error, EventName = "UpdateFailed",
            Message = "The routing table could not be brought up to date; the last one stays in use")]
        public static partial void UpdateFailed(ILogger logger, Exception exception);
    }
}
