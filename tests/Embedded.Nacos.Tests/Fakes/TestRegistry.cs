using System.Text.Json;
using Embedded.Nacos.Hosting;
using Embedded.Nacos.Registry;
using Embedded.Nacos.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Embedded.Nacos.Tests.Fakes;

/// <summary>A whole server on a free port and a clock of its own, asked over real sockets.</summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestRegistry(WebApplication app, FakeTimeProvider clock)
    {
        _app = app;
        Clock = clock;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakeTimeProvider Clock { get; }

    public HttpClient Client { get; }

    /// <summary>How often the leases have been checked.</summary>
    public long Ticks => _app.Services.GetServices<IHostedService>().OfType<LeaseKeeper>().Single().Ticks;

    public ServiceRegistry Registry => Service<ServiceRegistry>();

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<TestRegistry> StartAsync(NacosSettings? settings = null)
    {
        var clock = new FakeTimeProvider();
        var app = RegistryServer.Build((settings ?? new NacosSettings()) with { Port = 0, Address = "localhost" }, [], clock);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, clock);
    }

    /// <summary>Sends a call of the naming API; what follows <c>?</c> is the query.</summary>
    public async Task<(int Status, string Body)> SendAsync(string method, string path, string? form = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/nacos/v1" + path);
        if (form is not null)
        {
            request.Content = new StringContent(form, null, "application/x-www-form-urlencoded");
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var (status, body) = await SendAsync("GET", path);
        status.ShouldBe(200, body);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The instances a consumer of the service gets.</summary>
    public async Task<JsonElement[]> HostsAsync(string service, string more = "") =>
        [.. (await GetAsync($"/ns/instance/list?serviceName={service}{more}")).GetProperty("hosts").EnumerateArray()];

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Client.Dispose();
    }
}
