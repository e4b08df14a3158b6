using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Health;

/// <summary>Runs the health checks of each resource while it runs, and says when it is ready.</summary>
internal sealed partial class ResourceHealthMonitor(
    ResourceNotificationService notifications,
    HealthCheckService checks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider timeProvider,
    ILogger<ResourceHealthMonitor> logger) : BackgroundService
{
    private readonly Dictionary<string, (HashSet<string> Running, CancellationTokenSource Stop)> _watched = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                Follow(change, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogStopped();
        }
    }

    private void Follow(ResourceEvent change, CancellationToken stoppingToken)
    {
        var name = change.Resource.Name;
        var running = change.Snapshot.State?.Text == KnownResourceStates.Running;
        if (_watched.TryGetValue(name, out var watched))
        {
            if (running)
            {
                watched.Running.Add(change.ResourceId);
            }
            else if (watched.Running.Remove(change.ResourceId) && watched.Running.Count == 0)
            {
                _watched.Remove(name);
                watched.Stop.Cancel();
            }
        }
        else if (running)
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            _watched[name] = ([change.ResourceId], stop);
            _ = WatchAsync(change.Resource, stop.Token);
        }
    }

    private async Task WatchAsync(IResource resource, CancellationToken stop)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(c => c.Key).ToHashSet();
        var ready = false;
        var failures = 0;
        try
        {
            while (true)
            {
                var status = keys.Count == 0 ? HealthStatus.Healthy : await CheckAsync(resource, keys, stop).ConfigureAwait(false);
                failures = status == HealthStatus.Healthy ? 0 : failures + 1;
                if (status == HealthStatus.Healthy && !ready)
                {
                    ready = true;
                    await AnnounceReadyAsync(resource, stop).ConfigureAwait(false);
                }

                if (keys.Count == 0)
                {
                    return;
                }

                await Task.Delay(HealthPollInterval.Next(ready, failures), timeProvider, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            logger.LogStopped();
        }
        catch (Exception exception)
        {
            LogFailed(logger, resource.Name, exception);
        }
    }

    private async Task<HealthStatus> CheckAsync(IResource resource, HashSet<string> keys, CancellationToken stop)
    {
        var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), stop).ConfigureAwait(false);
        var now = timeProvider.GetUtcNow().UtcDateTime;
        var reports = keys.Select(key => report.Entries.TryGetValue(key, out var entry)
            ? new HealthReportSnapshot(key, entry.Status, entry.Description, entry.Exception?.ToString()) { LastRunAt = now }
            : new HealthReportSnapshot(key, HealthStatus.Unhealthy, $"There is no health check named '{key}'.", null) { LastRunAt = now }).ToImmutableArray();
        await notifications.PublishUpdateAsync(resource, s => s with { HealthReports = reports }).ConfigureAwait(false);
        return reports.Min(r => r.Status!.Value);
    }

    private async Task AnnounceReadyAsync(IResource resource, CancellationToken stop)
    {
        var handled = eventing.PublishAsync(new ResourceReadyEvent(resource, services), EventDispatchBehavior.BlockingConcurrent, stop);
        await notifications.PublishUpdateAsync(resource, s => s with { Ready = handled }).ConfigureAwait(false);
        try
        {
            await handled.ConfigureAwait(false);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // Whoever waits for the resource gets the exception too; the monitor goes on.
            LogFailed(logger, resource.Name, exception);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Watching the health of resource '{Resource}' failed.")]
    private static partial void LogFailed(ILogger logger, string resource, Exception exception);
}
