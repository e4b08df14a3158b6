using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Rollcall.Docker;

/// <summary>An application of one container that prints something and waits.</summary>
internal sealed class SmallApplication : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly DistributedApplication _application;

    private SmallApplication(DistributedApplication application) => _application = application;

    public static async Task<SmallApplication> StartAsync(Action<IDistributedApplicationBuilder> add)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true, ProjectDirectory = AppContext.BaseDirectory });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        add(builder);
        var application = new SmallApplication(builder.Build());
        await application._application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }

    public async Task<CustomResourceSnapshot> StateAsync(string resource, string state)
        => (await _application.ResourceNotifications.WaitForResourceAsync(resource, change => change.Snapshot.State?.Text == state, TestContext.Current.CancellationToken).WaitAsync(s_limit)).Snapshot;

    /// <summary>Waits until the log of a resource has a line that ends so.</summary>
    public async Task LogAsync(string resource, string end)
    {
        using var limit = new CancellationTokenSource(s_limit);
        await foreach (var lines in _application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(resource).WithCancellation(limit.Token))
        {
            if (lines.Any(line => line.Content.EndsWith(end, StringComparison.Ordinal)))
            {
                return;
            }
        }
    }

    public async Task RestartAsync(string resource)
        => (await _application.ResourceCommands.ExecuteCommandAsync(resource, "restart", TestContext.Current.CancellationToken)).Success.ShouldBeTrue();

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
