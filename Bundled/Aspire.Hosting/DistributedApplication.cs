using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>An application of several resources, run by this process.</summary>
public partial class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;

    /// <summary>Wraps a host that a <see cref="DistributedApplicationBuilder"/> has made.</summary>
    public DistributedApplication(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <summary>Services of the AppHost.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>States of resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Commands of resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>A builder without arguments.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>A builder for command line arguments.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>A builder with options.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Runs until Ctrl-C or SIGTERM.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl-C, SIGTERM or cancellation; in publish mode writes the files that were asked for and ends.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (IsPublishing)
        {
            await PublishToEndAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await _host.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts the resources; those that wait for others may start later. In publish mode writes the files and starts nothing.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        if (IsPublishing)
        {
            await Services.GetRequiredService<Publisher>().RunAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the resources, dependents first.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <summary>Ends whatever still runs.</summary>
    public virtual void Dispose()
    {
        _host.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends whatever still runs.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    Task IHost.StartAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    Task IHost.StopAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    private bool IsPublishing => Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode;

    private Task PrepareAsync(CancellationToken cancellationToken) => Services.GetRequiredService<ApplicationPreparation>().RunAsync(cancellationToken);

    private async Task PublishToEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DistributedApplicationException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // What the person who publishes can mend; anything else is a fault of this program and keeps its stack trace.
            LogPublishFailed(Services.GetRequiredService<ILogger<DistributedApplication>>(), exception.Message);
            Environment.ExitCode = 1;
        }

        // The console's log is written by a thread of its own, which ends with the host.
        await DisposeAsync().ConfigureAwait(false);
    }

    [LoggerMessage(1, LogLevel.Error, "Publishing failed: {Reason}")]
    private static partial void LogPublishFailed(ILogger logger, string reason);
}
