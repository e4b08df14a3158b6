using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Tests;

namespace Aspire.Hosting.Tests.Running;

/// <summary>An application that runs, with a folder that its scripts may write to (<c>$D</c>). It is stopped at the end.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private readonly DistributedApplication _application;

    private RunningApplication(DistributedApplication application, string directory)
    {
        _application = application;
        Directory = directory;
    }

    public string Directory { get; }

    public IServiceProvider Services => _application.Services;

    public ResourceCommandService Commands => _application.ResourceCommands;

    public ResourceNotificationService Notifications => _application.ResourceNotifications;

    public static async Task<RunningApplication> StartAsync(IDistributedApplicationBuilder builder)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("aspire-tests").FullName;
        foreach (var resource in builder.Resources.OfType<ExecutableResource>())
        {
            builder.CreateResourceBuilder(resource).WithEnvironment("D", directory);
        }

        var running = new RunningApplication(builder.Build(), directory);
        await running._application.StartAsync(TestContext.Current.CancellationToken).WaitAsync(s_limit);
        return running;
    }

    public async Task<CustomResourceSnapshot> StateAsync(string resource, string state) =>
        (await Notifications.WaitForResourceAsync(resource, e => e.Snapshot.State?.Text == state).WaitAsync(s_limit)).Snapshot;

    public Task<ResourceEvent> HealthyAsync(string resource) => Notifications.WaitForResourceHealthyAsync(resource).WaitAsync(s_limit);

    public CustomResourceSnapshot Now(string resource) =>
        Notifications.TryGetCurrentState(resource, out var state) ? state.Snapshot : throw new InvalidOperationException($"No state of {resource}.");

    /// <summary>Name of the only replica.</summary>
    public string Id(string resource) => Notifications.TryGetCurrentState(resource, out var state) ? state.ResourceId : "";

    /// <summary>Waits until a script has written a line to a file of its folder, and returns it.</summary>
    public async Task<string> LineAsync(string file)
    {
        var path = Path.Combine(Directory, file);
        await Eventually.HoldsAsync(() => File.Exists(path) && File.ReadAllText(path).EndsWith('\n'));
        return (await File.ReadAllTextAsync(path)).TrimEnd('\n');
    }

    public async Task<int> ProcessIdAsync(string file) => int.Parse(await LineAsync(file), CultureInfo.InvariantCulture);

    public Task StopAsync() => _application.StopAsync(TestContext.Current.CancellationToken).WaitAsync(s_limit);

    public IReadOnlyList<string> Log(string resource) =>
        [.. _application.Services.GetRequiredService<ResourceLoggerService>().For(resource).Backlog().Select(l => l.Content)];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _application.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
