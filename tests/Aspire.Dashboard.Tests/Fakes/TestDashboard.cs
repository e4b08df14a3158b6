using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard.Tests.Fakes;

/// <summary>The dashboard on free ports of the loopback address.</summary>
internal sealed class TestDashboard : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestDashboard(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToArray();
        Pages = addresses[0];
        Grpc = addresses[1];
        Http = addresses[2];
        Client = NewClient(Pages);
    }

    public Uri Pages { get; }

    public Uri Grpc { get; }

    public Uri Http { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>A client of the pages that follows no redirects and keeps no cookies.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts one that is open to all, but for what the settings say.</summary>
    public static async Task<TestDashboard> StartAsync(params (string Name, string Value)[] settings)
    {
        var app = DashboardHost.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0",
                ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = "http://127.0.0.1:0",
                ["Dashboard:Frontend:AuthMode"] = "Unsecured",
            });
            builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)));
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public static HttpClient NewClient(Uri address) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    public async Task<JsonNode> GetJsonAsync(string path)
    {
        var answer = await Client.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken);
        return answer.ShouldNotBeNull();
    }

    /// <summary>Names of all spans that the API tells.</summary>
    public async Task<string[]> SpanNamesAsync(string query = "limit=10000") =>
        [.. Items(await GetJsonAsync($"/api/telemetry/spans?{query}"), "resourceSpans", "scopeSpans", "spans").Select(s => (string)s["name"]!)];

    /// <summary>The innermost items of an answer.</summary>
    public static IEnumerable<JsonNode> Items(JsonNode answer, string resources, string scopes, string items) =>
        answer["data"]![resources]!.AsArray().SelectMany(r => r![scopes]!.AsArray()).SelectMany(s => s![items]!.AsArray()).Select(i => i!);

    public async Task<HttpStatusCode> StatusAsync(string path) => (await Client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
    }
}
