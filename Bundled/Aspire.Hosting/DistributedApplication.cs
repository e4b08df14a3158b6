using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
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

    /// <summary>Runs until Ctrl-C, SIGTERM or cancellation.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (PublishIsAskedFor())
        {
            Environment.ExitCode = 1;
            return;
        }

        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await _host.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts the resources; those that wait for others may start later.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (PublishIsAskedFor())
        {
            throw new DistributedApplicationException(PublishIsMissing);
        }

        await PrepareAsync(cancellationToken).ConfigureAwait(false);
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

    private const string PublishIsMissing =
        "This build of Aspire.Hosting cannot write deployment files yet: start the AppHost without --publisher, --operation and --step to run the application.";

    private bool PublishIsAskedFor()
    {
        if (Services.GetRequiredService<DistributedApplicationExecutionContext>().IsRunMode)
        {
            return false;
        }

        LogPublishIsMissing(Services.GetRequiredService<ILogger<DistributedApplication>>(), PublishIsMissing);
        return true;
    }

    private Task PrepareAsync(CancellationToken cancellationToken) => Services.GetRequiredService<ApplicationPreparation>().RunAsync(cancellationToken);

    [LoggerMessage(1, LogLevel.Error, "{Reason}")]
    private static partial void LogPublishIsMissing(ILogger logger, string reason);
}
