using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Rollcall.Integration.Running;
using Rollcall.Tests;

namespace Rollcall.Integration.Dashboard;

/// <summary>The real application with its dashboard, as <c>dotnet run --project AppHost</c> has one.</summary>
public sealed class ObservedApplication : RunningApplication
{
    private HttpClient? _api;

    /// <summary>The link that the AppHost prints.</summary>
    public string LoginLink => $"{Address}/login?t={Token}";

    public string Address => App.GetEndpoint("aspire-dashboard", "http").ToString().TrimEnd('/');

    /// <summary>Reads telemetry by key.</summary>
    public HttpClient Api => _api ??= new HttpClient { BaseAddress = new Uri(Address), DefaultRequestHeaders = { { "X-API-Key", ApiKey } } };

    internal override ModelFolders Folders { get; } = new("digits");

    protected override IReadOnlyList<string> Models => ["digits"];

    private string? Token { get; set; }

    private string? ApiKey { get; set; }

    /// <summary>Predicts under a trace of the caller's own.</summary>
    /// <returns>The status.</returns>
    public async Task<int> PredictAsync(string traceId, string parentId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/models/digits:predict") { Content = Digit.Request() };
        request.Headers.Add("traceparent", $"00-{traceId}-{parentId}-01");
        using var response = await Consumer.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    /// <summary>All spans that the dashboard holds, with the service of each.</summary>
    internal async Task<IReadOnlyList<Span>> SpansAsync(string query = "limit=10000")
    {
        var answer = (await Api.GetFromJsonAsync<JsonNode>($"/api/telemetry/traces?{query}", TestContext.Current.CancellationToken))!;
        return [.. answer["data"]!["resourceSpans"]!.AsArray().SelectMany(r => r!["scopeSpans"]!.AsArray().SelectMany(s => s!["spans"]!.AsArray()).Select(s => new Span(Service(r), s!)))];
    }

    /// <summary>Waits until spans fulfil a condition, and gives them.</summary>
    internal async Task<IReadOnlyList<Span>> SpansAsync(Func<IReadOnlyList<Span>, bool> condition, string what)
    {
        IReadOnlyList<Span> spans = [];
        await Eventually.HoldsAsync(async () => condition(spans = await SpansAsync()), what);
        return spans;
    }

    public override async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        await base.DisposeAsync();
    }

    protected override void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.DisableDashboard = false;

        // The AppHost moves these to free ports; all three are named here so that it has three to move.
        settings.Configuration!.AddInMemoryCollection(new[] { "ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL" }
            .Select((name, i) => KeyValuePair.Create(name, (string?)string.Create(CultureInfo.InvariantCulture, $"http://localhost:{18888 + i}"))));
    }

    protected override void Created(IDistributedApplicationTestingBuilder builder)
    {
        Token = builder.Configuration["AppHost:BrowserToken"];
        ApiKey = builder.Configuration["AppHost:DashboardApiKey"];
    }

    private static string Service(JsonNode resource) =>
        (string)resource["resource"]!["attributes"]!.AsArray().Single(a => (string)a!["key"]! == "service.name")!["value"]!["stringValue"]!;
}
