using System.Net;
using System.Text.Json.Nodes;
using Aspire.Dashboard.Storage;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Tests;

namespace Aspire.Dashboard.Tests.Api;

public sealed class TelemetryApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newest_traces_come_with_all_their_spans()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", [.. Enumerable.Range(1, 150).Select(t => Otlp.Span(t, 1, start: Otlp.Start + (ulong)t))]));
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("store", [.. Enumerable.Range(1, 150).Select(t => Otlp.Span(t, 2, parent: 1, start: Otlp.Start + 1000))]));

        var byDefault = await dashboard.GetJsonAsync("/api/telemetry/traces");
        var three = await dashboard.GetJsonAsync("/api/telemetry/traces?limit=3");

        Counts(byDefault).ShouldBe((150, 100));
        Spans(byDefault).Count().ShouldBe(200);
        Counts(three).ShouldBe((150, 3));
        Spans(three).CountBy(s => (string)s["traceId"]!).ToDictionary().ShouldBe(new Dictionary<string, int> { [Otlp.TraceId(148)] = 2, [Otlp.TraceId(149)] = 2, [Otlp.TraceId(150)] = 2 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Spans_and_logs_default_to_two_hundred()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", [.. Enumerable.Range(1, 250).Select(s => Otlp.Span(1, s))]));
        await dashboard.PostAsync("/v1/logs", Otlp.Logs("shop", [.. Enumerable.Range(1, 250).Select(i => Otlp.Log($"{i}"))]));

        Counts(await dashboard.GetJsonAsync("/api/telemetry/spans")).ShouldBe((250, 200));
        Counts(await dashboard.GetJsonAsync("/api/telemetry/logs")).ShouldBe((250, 200));
        Counts(await dashboard.GetJsonAsync("/api/telemetry/logs?limit=999")).ShouldBe((250, 250));
    }

    [Fact]
    public async Task One_trace_is_found_by_its_id()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(7, 1, name: "mine"), Otlp.Span(8, 1, name: "other")));

        Spans(await dashboard.GetJsonAsync($"/api/telemetry/traces/{Otlp.TraceId(7)}")).Select(s => (string)s["name"]!).ShouldBe(["mine"]);
        (await dashboard.StatusAsync($"/api/telemetry/traces/{Otlp.TraceId(9)}")).ShouldBe(HttpStatusCode.NotFound);
        (await dashboard.StatusAsync("/api/telemetry/traces/nonsense")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Filters_are_the_official_ones()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(1, 1, name: "good"), Otlp.Span(2, 1, name: "bad", error: true)));
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("store", Otlp.Span(3, 1, name: "elsewhere")));
        await dashboard.PostAsync("/v1/logs", Otlp.Logs("shop", Otlp.Log("info"), Otlp.Log("error", severity: 17), Otlp.Log("fatal", severity: 21)));

        (await dashboard.SpanNamesAsync("resource=shop&hasError=true")).ShouldBe(["bad"]);
        (await dashboard.SpanNamesAsync("hasError=false&resource=SHOP")).ShouldBe(["good"]);
        (await dashboard.SpanNamesAsync("hasError=false&resource=shop&resource=store-store-1")).ShouldBe(["good", "elsewhere"], ignoreOrder: true);
        (await dashboard.StatusAsync("/api/telemetry/spans?resource=shop&resource=nobody")).ShouldBe(HttpStatusCode.NotFound);
        (await dashboard.SpanNamesAsync($"traceId={Otlp.TraceId(3)}")).ShouldBe(["elsewhere"]);
        Spans(await dashboard.GetJsonAsync("/api/telemetry/traces?hasError=true")).Count().ShouldBe(1);
        Counts(await dashboard.GetJsonAsync("/api/telemetry/logs?severity=error")).ShouldBe((2, 2));
        Counts(await dashboard.GetJsonAsync("/api/telemetry/logs?traceId=nonsense")).ShouldBe((0, 0));
        (await dashboard.StatusAsync("/api/telemetry/traces?resource=nobody")).ShouldBe(HttpStatusCode.NotFound);
        (await dashboard.StatusAsync("/api/telemetry/logs?severity=loud")).ShouldBe(HttpStatusCode.BadRequest);
        (await dashboard.StatusAsync("/api/telemetry/spans?limit=0")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Senders_are_listed_with_their_attributes()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(1, 1)));

        var resource = (await dashboard.GetJsonAsync("/api/telemetry/resources")).AsArray().Single()!;

        ((string)resource["name"]!).ShouldBe("shop");
        ((string)resource["instanceId"]!).ShouldBe("shop-1");
        resource["resource"]!["attributes"]!.AsArray().Count.ShouldBe(2);
        new[] { "hasTraces", "hasLogs", "hasMetrics" }.Select(name => (bool)resource[name]!).ShouldBe([true, false, false]);
    }

    [Theory]
    [InlineData("spans")]
    [InlineData("logs")]
    public async Task Following_begins_with_what_is_here_and_gives_a_line_for_each_new_item(string signal)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(1, 1, name: "before")));
        await dashboard.PostAsync("/v1/logs", Otlp.Logs("shop", Otlp.Log("before")));
        using var answer = await dashboard.Client.GetAsync($"/api/telemetry/{signal}?follow=true&resource=shop", HttpCompletionOption.ResponseHeadersRead, Cancel);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));

        await dashboard.PostAsync("/v1/traces", Otlp.Traces("store", Otlp.Span(2, 1, name: "of somebody else")));
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(3, 1, name: "after")));
        await dashboard.PostAsync("/v1/logs", Otlp.Logs("shop", Otlp.Log("after")));

        (await reader.ReadLineAsync(Cancel)).ShouldNotBeNull().ShouldContain("\"before\"");
        var line = (await reader.ReadLineAsync(Cancel)).ShouldNotBeNull();
        JsonNode.Parse(line)!.ToJsonString().ShouldContain("after");
    }

    [Fact]
    public async Task Stream_of_a_sender_goes_on_with_its_next_instance_and_ends_with_its_reader()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var watchers = dashboard.Services.GetRequiredService<TraceStore>().Watchers;
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(1, 1, name: "first")));
        using (var answer = await dashboard.Client.GetAsync("/api/telemetry/spans?follow=true&resource=shop", HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
            (await reader.ReadLineAsync(Cancel)).ShouldNotBeNull().ShouldContain("\"first\"");

            await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(2, 1, name: "second")).Replace("shop-1", "shop-2", StringComparison.Ordinal));

            (await reader.ReadLineAsync(Cancel)).ShouldNotBeNull().ShouldContain("\"second\"");
            watchers.Count.ShouldBe(1);
        }

        await Eventually.HoldsAsync(() => watchers.Count == 0, "the watcher of a reader that has gone ends");
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("right", HttpStatusCode.OK)]
    public async Task Key_is_asked_for(string? key, HttpStatusCode status)
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Api:AuthMode", "ApiKey"), ("Dashboard:Api:PrimaryApiKey", "right"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/telemetry/traces");
        request.Headers.TryAddWithoutValidation("X-API-Key", key);

        (await dashboard.Client.SendAsync(request, Cancel)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Api_can_be_switched_off()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Api:Enabled", "false"));

        (await dashboard.StatusAsync("/api/telemetry/traces")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static IEnumerable<JsonNode> Spans(JsonNode answer) => TestDashboard.Items(answer, "resourceSpans", "scopeSpans", "spans");

    private static (int Total, int Returned) Counts(JsonNode answer) => ((int)answer["totalCount"]!, (int)answer["returnedCount"]!);
}
