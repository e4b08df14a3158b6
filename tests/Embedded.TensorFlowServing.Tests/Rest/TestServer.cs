using System.Net;
using System.Net.Sockets;
using Embedded.TensorFlowServing.Flags;
using Embedded.TensorFlowServing.Hosting;
using Embedded.TensorFlowServing.Lifecycle;
using Embedded.TensorFlowServing.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Tests;

namespace Embedded.TensorFlowServing.Tests.Rest;

/// <summary>A server on a real port, with fake models and folders made for the test.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app, int port, string folder, FakeLoader loader)
    {
        _app = app;
        Folder = folder;
        Loader = loader;
        Port = port;
        Client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Client { get; }

    public FakeLoader Loader { get; }

    public string Folder { get; }

    public int Port { get; }

    /// <summary>Starts with versions 123 and 124 of the model "half", and waits until they are available.</summary>
    public static async Task<TestServer> StartAsync(Action<ServerFlags>? change = null, Action<FakeLoader>? prepare = null)
    {
        var folder = Directory.CreateTempSubdirectory("serving-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "half", "00000123"));
        Directory.CreateDirectory(Path.Combine(folder, "half", "00000124"));
        await File.WriteAllTextAsync(Path.Combine(folder, "models.config"), $$"""
            model_config_list {
              config { name: "half" base_path: "{{folder}}/half" model_version_policy { all {} } version_labels { key: "stable" value: 123 } }
            }
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "monitoring.config"), "prometheus_config { enable: true }");
        var loader = new FakeLoader { OnLoad = (path, _) => new FakeServable(path.EndsWith("123", StringComparison.Ordinal) ? 2 : 3) };
        prepare?.Invoke(loader);
        var port = FreePort();
        var flags = new ServerFlags
        {
            Port = 0,
            RestApiPort = port,
            ModelConfigFile = Path.Combine(folder, "models.config"),
            MonitoringConfigFile = Path.Combine(folder, "monitoring.config"),
            AllowVersionLabelsForUnavailableModels = true,
        };
        change?.Invoke(flags);
        var app = ServerHost.Build(flags, services => services.AddSingleton<IServableLoader>(loader));
        await app.StartAsync();
        var manager = app.Services.GetRequiredService<ModelManager>();
        await Eventually.HoldsAsync(() => IsAvailable(manager, 123) && IsAvailable(manager, 124), "both versions to be available");
        return new TestServer(app, port, folder, loader);
    }

    public async Task<(int Status, string Body)> GetAsync(string path) => await SendAsync(HttpMethod.Get, path, null);

    public async Task<(int Status, string Body)> PostAsync(string path, string body) => await SendAsync(HttpMethod.Post, path, body);

    public async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body);
        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(Folder, true);
    }

    private static bool IsAvailable(ModelManager manager, long version)
    {
        try
        {
            return manager.Status("half", version)[0].State == ServableState.Available;
        }
        catch (Embedded.TensorFlow.TensorFlowException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
