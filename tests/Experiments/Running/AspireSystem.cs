using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Rollcall.Experiments.Running;

/// <summary>The real application, as <c>dotnet run --project AppHost</c> starts it, on free ports.</summary>
internal sealed class AspireSystem : ISystem
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(3);

    private readonly DistributedApplication _application;
    private readonly ConcurrentDictionary<string, int> _processes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;

    private AspireSystem(DistributedApplication application, SystemSpec spec, ModelFolder? models)
    {
        _application = application;
        Models = models;
        Nodes = [.. Enumerable.Range(1, spec.Nodes).Select(Resources.Node)];
        _watching = WatchAsync();
    }

    public IReadOnlyList<string> Nodes { get; }

    public ModelFolder? Models { get; }

    public IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int>(_processes, StringComparer.Ordinal);

    public static async Task<ISystem> StartAsync(SystemSpec spec, CancellationToken cancellationToken)
    {
        var models = spec.OwnModels ? new ModelFolder() : null;
        try
        {
            var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Arguments(spec, models), cancellationToken);

            // The bar owns the screen; warnings still come through.
            builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
            var system = new AspireSystem(await builder.BuildAsync(cancellationToken), spec, models);
            try
            {
                await system._application.StartAsync(cancellationToken).WaitAsync(s_startLimit, cancellationToken);
                return system;
            }
            catch
            {
                await system.DisposeAsync();
                throw;
            }
        }
        catch
        {
            models?.Dispose();
            throw;
        }
    }

    public Uri Endpoint(string resource, string endpoint) => _application.GetEndpoint(resource, endpoint);

    public async Task StartAsync(string resource, CancellationToken cancellationToken)
    {
        // The orchestrator notices the end of a killed process a little later than we do.
        await _application.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, cancellationToken);
        await CommandAsync(resource, KnownResourceCommands.StartCommand, cancellationToken);
        await _application.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.Running, cancellationToken);
    }

    public async Task StopAsync(string resource, CancellationToken cancellationToken)
    {
        await CommandAsync(resource, KnownResourceCommands.StopCommand, cancellationToken);
        await _application.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, cancellationToken);
    }

    public void Kill(string resource)
    {
        using var process = Process.GetProcessById(_processes[resource]);
        process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        await _application.DisposeAsync();
        _stopping.Dispose();
        Models?.Dispose();
    }

    private static string[] Arguments(SystemSpec spec, ModelFolder? models)
    {
        var arguments = new List<string> { "--ports", "random", "--mode", spec.Mode, "--nodes", spec.Nodes.ToString(CultureInfo.InvariantCulture) };
        if (spec.CpuQuota is { } quota)
        {
            arguments.AddRange(["--cpu-quota", quota.ToString(CultureInfo.InvariantCulture)]);
        }

        if (models is not null)
        {
            arguments.AddRange(["--models", models.Path]);
        }

        return [.. arguments];
    }

    private async Task CommandAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var result = await _application.ResourceCommands.ExecuteCommandAsync(resource, command, cancellationToken);
        if (!result.Success)
        {
            throw new InvalidOperationException($"{resource} did not {command}: {result.Message}");
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var change in _application.ResourceNotifications.WatchAsync(_stopping.Token))
            {
                var running = change.Snapshot.State?.Text == KnownResourceStates.Running;
                var pid = change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
                if (running && pid is not null)
                {
                    _processes[change.Resource.Name] = Convert.ToInt32(pid, CultureInfo.InvariantCulture);
                }
                else
                {
                    _processes.TryRemove(change.Resource.Name, out _);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
