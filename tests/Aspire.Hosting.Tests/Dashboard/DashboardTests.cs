using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Tests;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>The dashboard as a process beside the application, and what passes between the two.</summary>
public sealed class DashboardTests
{
    private const string Name = "aspire-dashboard";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_link_opens_pages_that_tell_of_resources_and_run_their_commands()
    {
        var builder = Build.WithDashboard();
        builder.AddScript("speaker", "echo hello from the script; sleep 60 & wait").WithEnvironment("PLAIN", "value");
        await using var running = await RunningApplication.StartAsync(builder);
        await running.HealthyAsync(Name);
        using var browser = new Browser();
        (await browser.Client.GetAsync(await LinkAsync(running), Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var address = running.Now(Name).Urls.First(u => u.Name == "http").Url;

        var speaker = await ResourceAsync(browser.Client, address, r => (string)r["name"]! == "speaker" && (string?)r["state"] == "Running");
        speaker["environment"]!.AsArray().ShouldContain(v => (string)v!["name"]! == "PLAIN" && (string)v["value"]! == "value");
        speaker["commands"]!.AsArray().Select(c => (string)c!["name"]!).ShouldBe(["start", "stop", "restart"]);
        (await LinesAsync(browser.Client, $"{address}/api/ui/console/speaker", "lines", line => line.Contains("hello from the script", StringComparison.Ordinal))).ShouldNotBeNull();

        using var answer = await browser.Client.PostAsJsonAsync($"{address}/api/ui/commands", new { resource = (string)speaker["id"]!, command = "stop" }, Cancel);
        ((bool)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["success"]!).ShouldBeTrue();
        running.Now("speaker").State!.Text.ShouldBe(KnownResourceStates.Exited);
        await ResourceAsync(browser.Client, address, r => (string)r["name"]! == "speaker" && (string?)r["state"] == "Exited");
    }

    [Fact]
    public async Task Processes_are_told_where_telemetry_goes_and_with_which_key()
    {
        var builder = Build.WithDashboard("--environment=Development");
        builder.AddScript("sender", "env > $D/all; mv $D/all $D/env; sleep 60 & wait").WithOtlpExporter();
        await using var running = await RunningApplication.StartAsync(builder);
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(running.Directory, "env")));
        var variables = (await File.ReadAllLinesAsync(Path.Combine(running.Directory, "env"), Cancel)).Select(l => l.Split('=', 2)).Where(l => l.Length == 2).ToDictionary(l => l[0], l => l[1]);
        var key = builder.Configuration["AppHost:OtlpApiKey"];

        key!.Length.ShouldBe(32);
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe(running.Now(Name).Urls.Single(u => u.Name == "otlp-grpc").Url);
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"].ShouldBe("grpc");
        variables["OTEL_EXPORTER_OTLP_HEADERS"].ShouldBe($"x-otlp-api-key={key}");
        variables["OTEL_SERVICE_NAME"].ShouldBe("sender");
        variables["OTEL_RESOURCE_ATTRIBUTES"].ShouldBe($"service.instance.id={running.Id("sender")["sender-".Length..]}");
        variables["OTEL_BSP_SCHEDULE_DELAY"].ShouldBe("1000");
        var told = running.Now(Name).EnvironmentVariables.ToDictionary(v => v.Name, v => v.Value);
        told["DASHBOARD__OTLP__AUTHMODE"].ShouldBe("ApiKey");
        told["DASHBOARD__OTLP__PRIMARYAPIKEY"].ShouldBe(key);
        told["DASHBOARD__FRONTEND__BROWSERTOKEN"].ShouldBe(builder.Configuration["AppHost:BrowserToken"]);
        told["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"].ShouldBe(builder.Configuration["AppHost:ResourceService:ApiKey"]);
        running.Now(Name).IsHidden.ShouldBeTrue();
        running.Now(Name).Commands.ShouldBeEmpty("nobody shall stop the dashboard from inside the dashboard");
    }

    [Fact]
    public async Task Fixed_token_is_used_and_anonymous_access_needs_none()
    {
        var builder = Build.WithDashboard("--ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN=my-token");
        builder.Configuration["AppHost:BrowserToken"].ShouldBe("my-token");

        builder = Build.WithDashboard("--ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true");
        await using var running = await RunningApplication.StartAsync(builder);
        await running.HealthyAsync(Name);

        builder.Configuration["AppHost:OtlpApiKey"].ShouldBeNull();
        using var browser = new Browser();
        (await browser.Client.GetAsync(running.Now(Name).Urls.First(u => u.Name == "http").Url, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Said(running).ShouldNotContain(line => line.Contains("login?t=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resource_service_answers_only_to_its_key()
    {
        var builder = Build.WithDashboard();
        await using var running = await RunningApplication.StartAsync(builder);
        var address = running.Services.GetRequiredService<ResourceService>().Address;
        using var browser = new Browser();

        foreach (var key in new[] { null, "wrong" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address + "/application");
            request.Headers.TryAddWithoutValidation("x-resource-service-api-key", key);
            (await browser.Client.SendAsync(request, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var right = new HttpRequestMessage(HttpMethod.Get, address + "/application");
        right.Headers.Add("x-resource-service-api-key", builder.Configuration["AppHost:ResourceService:ApiKey"]);
        (await browser.Client.SendAsync(right, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "", "applicationUrl in launch profile, or ASPNETCORE_URLS")]
    [InlineData("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "false", "The 'applicationUrl' setting must be an https address")]
    [InlineData("DcpPublisher:DashboardPath", "/nowhere.dll", "Dashboard path empty or file does not exist.")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "no list of addresses")]
    public async Task Wrong_setting_ends_the_start_with_a_sentence(string name, string value, string sentence)
    {
        var builder = Build.WithDashboard($"--{name}={value}");
        await using var application = builder.Build();

        (await Should.ThrowAsync<DistributedApplicationException>(() => application.StartAsync(Cancel))).Message.ShouldContain(sentence);
    }

    [Fact]
    public async Task Without_an_otlp_address_the_start_ends_with_the_official_sentence()
    {
        var builder = Build.WithDashboard("--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=", "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=");
        await using var application = builder.Build();

        (await Should.ThrowAsync<DistributedApplicationException>(() => application.StartAsync(Cancel))).Message.ShouldContain("At least one OTLP endpoint must be provided.");
    }

    [Fact]
    public async Task Port_in_use_is_told_with_the_setting_to_change()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var builder = Build.WithDashboard($"--ASPNETCORE_URLS=http://localhost:{port}");
        await using var running = await RunningApplication.StartAsync(builder);

        var reason = (await running.StateAsync(Name, KnownResourceStates.FailedToStart)).Reason.ShouldNotBeNull();
        reason.ShouldContain($"port {port}");
        reason.ShouldContain("ASPNETCORE_URLS");
        Said(running).ShouldContain(line => line.Contains(reason, StringComparison.Ordinal), "a hidden resource that failed is told of all the same");
    }

    [Fact]
    public void Application_without_a_dashboard_has_no_keys()
    {
        var builder = Build.New();

        builder.Configuration["AppHost:OtlpApiKey"].ShouldBeNull();
        builder.Configuration["AppHost:BrowserToken"].ShouldBeNull();
    }

    private static string[] Said(RunningApplication running) => [.. running.Services.GetFakeLogCollector().GetSnapshot().Select(r => r.Message)];

    private static async Task<string> LinkAsync(RunningApplication running)
    {
        const string Prefix = "Login to the dashboard at ";
        await Eventually.HoldsAsync(() => Said(running).Any(line => line.StartsWith(Prefix, StringComparison.Ordinal)));
        return Said(running).Single(line => line.StartsWith(Prefix, StringComparison.Ordinal))[Prefix.Length..];
    }

    private static async Task<JsonNode> ResourceAsync(HttpClient browser, string address, Predicate<JsonNode> matches) =>
        JsonNode.Parse(await LinesAsync(browser, $"{address}/api/ui/events", "resource", data => matches(JsonNode.Parse(data)!)))!;

    /// <summary>The first event of a stream that matches.</summary>
    private static async Task<string> LinesAsync(HttpClient browser, string address, string kind, Predicate<string> matches)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var reader = new StreamReader(await browser.GetStreamAsync(address, limit.Token));
        var wanted = false;
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            wanted = line.StartsWith("event:", StringComparison.Ordinal) ? line.EndsWith(kind, StringComparison.Ordinal) : wanted;
            if (wanted && line.StartsWith("data: ", StringComparison.Ordinal) && matches(line["data: ".Length..]))
            {
                return line["data: ".Length..];
            }
        }

        throw new EndOfStreamException($"{address} ended.");
    }

    /// <summary>A client with a jar for cookies.</summary>
    private sealed class Browser : IDisposable
    {
        public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

        public void Dispose() => Client.Dispose();
    }
}
