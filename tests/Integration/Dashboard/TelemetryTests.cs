using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rollcall.Tests;

namespace Rollcall.Integration.Dashboard;

/// <summary>What the processes of the real application tell, read back from the dashboard.</summary>
[Collection(nameof(Observed))]
public sealed class TelemetryTests(ObservedApplication application)
{
    private const string Caller = "00f067aa0ba902b7";
    private const int SpansOfPredict = 7;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_requests_are_two_hundred_whole_traces_under_the_callers_ids()
    {
        var ids = Enumerable.Range(0, 200).Select(i => $"{i + 0xABC000:x32}").ToHashSet();
        foreach (var id in ids)
        {
            (await application.PredictAsync(id, Caller)).ShouldBe(200);
        }

        var spans = (await application.SpansAsync(
            all => all.Where(s => ids.Contains(s.TraceId)).CountBy(s => s.TraceId).Count(t => t.Value >= SpansOfPredict) == ids.Count, "every trace has come whole"))
            .Where(s => ids.Contains(s.TraceId)).ToLookup(s => s.TraceId);

        foreach (var trace in spans)
        {
            var here = trace.Select(s => s.Id).Append(Caller).ToHashSet();
            trace.Where(s => !here.Contains(s.ParentId)).ShouldBeEmpty("no span is an orphan");
            trace.Select(s => s.Service).Distinct().Count().ShouldBe(2);
        }
    }

    [Fact]
    public async Task Trace_leads_from_the_consumer_through_the_node_to_the_executed_graph()
    {
        var id = $"{0xDEF001:x32}";
        await application.PredictAsync(id, Caller);
        var spans = (await application.SpansAsync(all => all.Count(s => s.TraceId == id) >= SpansOfPredict, "the trace has come whole")).Where(s => s.TraceId == id).ToArray();

        var server = Child(Caller, "POST /v1/models/{model}:{verb}", "consumer-api", Span.Server);
        server["http.request.method"].ShouldBe("POST");
        server["http.route"].ShouldBe("/v1/models/{model}:{verb}");
        server["http.response.status_code"].ShouldBe("200");
        server["url.path"].ShouldBe("/v1/models/digits:predict");
        var predict = Child(server.Id, "predict", "consumer-api", Span.Internal);
        predict["model.name"].ShouldBe("digits");
        var node = predict["node.name"].ShouldNotBeNull();
        var pick = Child(predict.Id, "pick", "consumer-api", Span.Internal);
        pick["routing.policy"].ShouldNotBeNull();
        pick["node.name"].ShouldBe(node);
        var client = Child(predict.Id, "POST", "consumer-api", Span.Client);
        client["server.port"].ShouldNotBeNull();
        var atNode = Child(client.Id, "POST /v1/models/{model}:predict", node, Span.Server);
        atNode["http.route"].ShouldBe("/v1/models/{model}:predict");
        var served = Child(atNode.Id, "predict", node, Span.Internal);
        served["model.name"].ShouldBe("digits");
        var execute = Child(served.Id, "execute", node, Span.Internal);
        execute["model.version"].ShouldBe("1");

        Span Child(string parent, string name, string service, int kind) =>
            spans.Where(s => s.ParentId == parent && s.Name == name && s.Service == service && s.Kind == kind).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Poll_of_an_agent_is_one_trace_with_its_node()
    {
        var spans = await application.SpansAsync(
            all => all.Any(s => s.Name == "poll" && all.Any(c => c.TraceId == s.TraceId && c.Service.StartsWith("node-", StringComparison.Ordinal))), "a poll with spans of its node");

        var poll = spans.First(s => s.Name == "poll" && spans.Any(c => c.TraceId == s.TraceId && c.Service.StartsWith("node-", StringComparison.Ordinal)));
        poll.ParentId.ShouldBeEmpty();
        var calls = spans.Where(s => s.ParentId == poll.Id && s.Kind == Span.Client).ToArray();
        calls.ShouldNotBeEmpty();
        calls.ShouldAllBe(c => c["http.request.method"] == "GET" && c["server.address"] != null);
        var answers = spans.Where(s => s.TraceId == poll.TraceId && s.Kind == Span.Server && s.Service.StartsWith("node-", StringComparison.Ordinal)).ToArray();
        answers.Select(a => a.ParentId).ShouldBeSubsetOf(calls.Select(c => c.Id));
        answers.ShouldAllBe(a => a.Service == poll.Service.Replace("agent", "node", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Registration_is_one_trace_with_the_registry_and_has_its_log()
    {
        var spans = await application.SpansAsync(all => all.Any(s => s.Name == "register" && s.Service == "agent-1") && all.Any(s => s.Service == "nacos"), "registrations have come");

        var register = spans.First(s => s.Name == "register" && s.Service == "agent-1");
        spans.ShouldContain(s => s.TraceId == register.TraceId && s.Service == "nacos" && s.Kind == Span.Server);
        var logs = await application.Api.GetFromJsonAsync<JsonNode>($"/api/telemetry/logs?traceId={register.TraceId}", Cancel);
        logs!.ToJsonString().ShouldContain("Registered digits version 1 of node-1");
    }

    [Fact]
    public async Task Probes_and_the_pulse_of_client_libraries_are_not_traced()
    {
        // A health check has come by when the consumer is healthy; the registry is asked each second.
        await application.App.ResourceNotifications.WaitForResourceHealthyAsync("consumer-api", Cancel);
        var before = (await application.SpansAsync()).Count;

        var spans = await application.SpansAsync(all => all.Count > before + 30, "some more spans");

        spans.Where(s => s.Name.Contains("/health", StringComparison.Ordinal) || s.Name.Contains("/alive", StringComparison.Ordinal)).ShouldBeEmpty();
        spans.Where(s => s.Kind == Span.Client && s.ParentId.Length == 0).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("consumer-api", "Rollcall.Consumer", "rollcall.consumer.request.duration")]
    [InlineData("agent-1", "Rollcall.Agent", "rollcall.agent.poll.duration")]
    [InlineData("nacos", "Rollcall.Registry", "")]
    [InlineData("node-1", "Rollcall.ModelServer", "rollcall.modelserver.execution.duration")]
    [InlineData("node-1", "System.Runtime", "dotnet.process.cpu.time")]
    [InlineData("consumer-api", "Microsoft.AspNetCore.Hosting", "http.server.request.duration")]
    public async Task Metrics_have_the_agreed_names(string resource, string meter, string instrument)
    {
        using var browser = await LoggedInAsync();
        for (var i = 0; i < 6; i++)
        {
            await application.PredictAsync();
        }

        await Eventually.HoldsAsync(
            async () => (await browser.GetFromJsonAsync<JsonArray>("/api/ui/meters", Cancel))!.Any(m =>
                (string)m!["resource"]! == resource && (string)m["name"]! == meter && (instrument.Length == 0 || m["instruments"]!.AsArray().Any(i => (string)i!["name"]! == instrument))),
            $"{instrument} of {meter} from {resource}");
    }

    [Fact]
    public async Task Every_process_reports_and_strangers_learn_nothing()
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                var names = (await application.Api.GetFromJsonAsync<JsonArray>("/api/telemetry/resources", Cancel))!.Select(r => (string)r!["name"]!).ToArray();
                return new[] { "nacos", "consumer-api" }.Concat(Enumerable.Range(1, 3).SelectMany(i => new[] { $"node-{i}", $"agent-{i}" })).All(names.Contains);
            },
            "all eight processes have reported");

        using var stranger = new HttpClient { BaseAddress = new Uri(application.Address) };
        (await stranger.GetAsync("/api/telemetry/traces", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await stranger.GetAsync("/api/ui/traces", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<HttpClient> LoggedInAsync()
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new() }) { BaseAddress = new Uri(application.Address) };
        (await browser.GetAsync(application.LoginLink, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return browser;
    }
}
