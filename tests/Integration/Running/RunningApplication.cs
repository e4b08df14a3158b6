using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollcall.Tests;

namespace Rollcall.Integration.Running;

/// <summary>The real application on free ports, as <c>dotnet run --project AppHost</c> starts it, one at a time on this machine.</summary>
public abstract class RunningApplication : IAsyncLifetime
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(3);

    private MachineLock? _lock;
    private DistributedApplication? _app;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("The application is not started.");

    public HttpClient Consumer { get; private set; } = null!;

    public HttpClient Nacos { get; private set; } = null!;

    /// <summary>Models that must answer before the tests begin.</summary>
    protected abstract IReadOnlyList<string> Models { get; }

    /// <summary>What the application is started with beside ports and models.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    /// <summary>What the nodes serve; null for the models that come with the project.</summary>
    internal virtual ModelFolders? Folders => null;

    /// <summary>Changes options before the AppHost makes its builder.</summary>
    protected virtual void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
    }

    /// <summary>Sees the builder with everything that the AppHost added.</summary>
    protected virtual void Created(IDistributedApplicationTestingBuilder builder)
    {
    }

    public virtual async ValueTask InitializeAsync()
    {
        _lock = await MachineLock.AcquireAsync();
        string[] arguments = ["--ports", "random", .. Arguments, .. Folders is null ? [] : (string[])["--models", Folders.Path]];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, Configure);
        Created(builder);
        builder.Services.AddLogging(logging => logging.AddFilter("Integration.Resources", LogLevel.Warning));
        _app = await builder.BuildAsync();
        await _app.StartAsync().WaitAsync(s_startLimit);

        // Not from CreateHttpClient: that one retries, and a failed request must be seen here.
        Consumer = new HttpClient { BaseAddress = _app.GetEndpoint("consumer-api"), Timeout = TimeSpan.FromMinutes(1) };
        Nacos = new HttpClient { BaseAddress = _app.GetEndpoint("nacos", "http") };
        foreach (var model in Models)
        {
            await Eventually.HoldsAsync(
                async () => (await HostsAsync("DEFAULT_GROUP", model)).Length == 3 && await NodesOfAsync(model) == 3,
                $"{model} is routable on three nodes",
                s_startLimit);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        Nacos?.Dispose();
        Consumer?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Folders?.Dispose();
        _lock?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Instances the registry lists for a service (enabled ones), as <c>ip:port</c>.</summary>
    public async Task<string[]> HostsAsync(string group, string service)
    {
        try
        {
            var list = await Nacos.GetFromJsonAsync<JsonObject>($"/nacos/v1/ns/instance/list?serviceName={service}&groupName={group}&healthyOnly=true");
            return [.. list!["hosts"]!.AsArray().Select(host => $"{host!["ip"]}:{host["port"]}").Order(StringComparer.Ordinal)];
        }
        catch (HttpRequestException)
        {
            return []; // The registry is away: it lists nothing.
        }
    }

    /// <summary>Nodes that the consumer knows of, which it may do a second after the registry.</summary>
    private async Task<int> NodesOfAsync(string model)
    {
        var known = await Consumer.GetFromJsonAsync<JsonObject>("/v1/models");
        return known!["models"]!.AsArray().FirstOrDefault(one => (string?)one!["name"] == model)?["nodes"]?.AsArray().Count ?? 0;
    }

    /// <summary>Asks digits (a version of it, or the newest) once.</summary>
    public Task<Answer> PredictAsync(int? version = null, string model = "digits")
        => Digit.AskAsync(Consumer, $"/v1/models/{model}{(version is null ? "" : $"/versions/{version}")}:predict");

    /// <summary>Ends the process of a resource at once, as the kernel would.</summary>
    public async Task KillAsync(string resource)
    {
        var running = await App.ResourceNotifications.WaitForResourceAsync(resource, state => ProcessId(state) is not null, TestContext.Current.CancellationToken);
        using var process = Process.GetProcessById(ProcessId(running)!.Value);
        process.Kill();

        static int? ProcessId(ResourceEvent state)
            => state.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } id ? Convert.ToInt32(id, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Runs a command of a resource, such as start or stop.</summary>
    public async Task CommandAsync(string resource, string command)
        => (await App.ResourceCommands.ExecuteCommandAsync(resource, command, TestContext.Current.CancellationToken)).Success.ShouldBeTrue();
}

/// <summary>An answer of the consumer; status 0 when there was none.</summary>
public sealed record Answer(int Status, string? Node, string Body);
