using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ConsoleOutput;

/// <summary>Says in plain lines what becomes of the application and of each resource.</summary>
internal sealed partial class ConsoleReporter : IHostedLifecycleService
{
    // The version of the package that this project stands for.
    private const string Version = "13.5.2";

    private readonly ConcurrentDictionary<string, (string? State, HealthStatus? Health)> _told = new();
    private readonly ResourceNotificationService _notifications;
    private readonly DistributedApplicationModel _model;
    private readonly ILogger _application;
    private readonly ILogger _resources;
    private readonly string _directory;

    public ConsoleReporter(ResourceNotificationService notifications, DistributedApplicationModel model, IConfiguration configuration, ILoggerFactory loggers)
    {
        _notifications = notifications;
        _model = model;
        _directory = configuration["AppHost:Directory"] ?? "";
        _application = loggers.CreateLogger<DistributedApplication>();
        _resources = loggers.CreateLogger("Aspire.Hosting.Resources");
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        LogVersion(_application, Version);
        LogStarting(_application);
        LogDirectory(_application, _directory);
        _notifications.Changed += Tell;
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        LogStarted(_application);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _notifications.Changed -= Tell;
        return Task.CompletedTask;
    }

    private void Tell(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var (state, health) = (snapshot.State?.Text, snapshot.HealthReports.IsEmpty ? null : snapshot.HealthStatus);
        var (lastState, lastHealth) = _told.TryGetValue(change.ResourceId, out var last) ? last : default;
        if (state is null || (state == lastState && health == lastHealth) || (snapshot.IsHidden && snapshot.Reason is null))
        {
            return;
        }

        _told[change.ResourceId] = (state, health);
        var quiet = (state == KnownResourceStates.NotStarted && lastState is null && !change.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
            || (change.Resource is ParameterResource or ConnectionStringResource or ExternalServiceResource && snapshot.Reason is null);
        if (quiet)
        {
            return;
        }

        var name = Name(change);
        if (state != lastState)
        {
            var detail = snapshot.Reason ?? (state == KnownResourceStates.Running ? string.Join("  ", snapshot.Urls.Where(u => !u.IsInternal).Select(u => u.Url)) : "");
            Write(snapshot.Reason is null ? LogLevel.Information : LogLevel.Error, name, state, detail);
        }
        else if (health == HealthStatus.Healthy)
        {
            Write(LogLevel.Information, name, "Healthy", "");
        }
        else if (lastHealth == HealthStatus.Healthy && health is not null)
        {
            Write(LogLevel.Warning, name, "Unhealthy", string.Join(" ", snapshot.HealthReports.Where(r => r.Status != HealthStatus.Healthy).Select(r => r.Description)));
        }
    }

    private string Name(ResourceEvent change)
    {
        var width = _model.Resources.Max(r => r.Name.Length);
        var shown = change.Resource.GetReplicaCount() > 1 ? change.ResourceId : change.Resource.Name;
        return shown.PadRight(width);
    }

    private void Write(LogLevel level, string name, string state, string detail)
    {
        // The longest state, FailedToStart, has 13 letters.
        const int StateWidth = 13;
        LogResource(_resources, level, $"{name}  {state.PadRight(StateWidth)}  {detail}".TrimEnd());
    }

    [LoggerMessage(1, LogLevel.Information, "Aspire version: {Version}")]
    private static partial void LogVersion(ILogger logger, string version);

    [LoggerMessage(2, LogLevel.Information, "Distributed application starting.")]
    private static partial void LogStarting(ILogger logger);

    [LoggerMessage(3, LogLevel.Information, "Application host directory is: {AppHostDirectory}")]
    private static partial void LogDirectory(ILogger logger, string appHostDirectory);

    [LoggerMessage(4, LogLevel.Information, "Distributed application started. Press Ctrl+C to shut down.")]
    private static partial void LogStarted(ILogger logger);

    [LoggerMessage(EventId = 5, Message = "{Line}")]
    private static partial void LogResource(ILogger logger, LogLevel level, string line);
}
