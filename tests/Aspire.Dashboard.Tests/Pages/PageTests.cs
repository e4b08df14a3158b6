using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Dashboard.AppHost;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class PageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/consolelogs")]
    [InlineData("/consolelogs/resource/node-1")]
    [InlineData("/structuredlogs/resource/node-1")]
    [InlineData("/traces")]
    [InlineData("/traces/detail/0af7651916cd43dd8448eb211c80319c")]
    [InlineData("/metrics/resource/a/meter/b/instrument/c")]
    public async Task Page_is_served_at_its_official_address_with_a_strict_policy(string path)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.Client.GetAsync(path, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
    }

    [Theory]
    [InlineData("/nothing", "text/html")]
    [InlineData("/traces/detail/a/b", "text/html")]
    [InlineData("/api/nothing", null)]
    [InlineData("/assets/nothing.js", null)]
    public async Task Address_that_is_none_gets_a_page_that_says_so(string path, string? mediaType)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.Client.GetAsync(path, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe(mediaType);
        (await answer.Content.ReadAsStringAsync(Cancel)).Length.ShouldBe(mediaType is null ? 0 : (await dashboard.Client.GetStringAsync("/", Cancel)).Length);
    }

    [Fact]
    public async Task File_that_is_known_already_is_not_sent_again()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var first = await dashboard.Client.GetAsync("/assets/app.js", Cancel);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await dashboard.Client.SendAsync(request, Cancel);

        first.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await dashboard.StatusAsync("/assets/nothing.js")).ShouldBe(HttpStatusCode.NotFound);
        (await dashboard.StatusAsync("/nothing")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Traces_are_filtered_by_name_attribute_error_duration_and_sender()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(1, 1, name: "predict", duration: 5_000_000, attributes: ("model.name", "digits")), Otlp.Span(2, 1, name: "poll", duration: 1_000_000)));
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("store", Otlp.Span(3, 1, name: "predict", error: true, duration: 9_000_000)));

        (await FoundAsync("")).ShouldBe([3, 2, 1], ignoreOrder: true);
        (await FoundAsync("text=PREDICT")).ShouldBe([3, 1], ignoreOrder: true);
        (await FoundAsync("text=model.name%3Ddigits")).ShouldBe([1]);
        (await FoundAsync($"text={Otlp.TraceId(2)}")).ShouldBe([2]);
        (await FoundAsync("errors=true")).ShouldBe([3]);
        (await FoundAsync("least=4")).ShouldBe([3, 1], ignoreOrder: true);
        (await FoundAsync("resource=shop")).ShouldBe([2, 1], ignoreOrder: true);
        (await FoundAsync("hidden=poll")).ShouldBe([3, 1], ignoreOrder: true);
        (await FoundAsync("limit=1")).Length.ShouldBe(1);

        async Task<int[]> FoundAsync(string query) =>
            [.. (await dashboard.GetJsonAsync($"/api/ui/traces?{query}"))["items"]!.AsArray().Select(t => Convert.ToInt32(((string)t!["id"]!)[24..], 16))];
    }

    [Fact]
    public async Task Logs_are_filtered_by_level_text_trace_and_span()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/logs", Otlp.Logs("shop",
            Otlp.Log("started", trace: 1, span: 5), Otlp.Log("failed", severity: 17, trace: 1, span: 6, attributes: ("exception.message", "out of Memory")), Otlp.Log("detail", severity: 5)));

        (await FoundAsync("level=Warning")).ShouldBe(["failed"]);
        (await FoundAsync("level=Debug")).Length.ShouldBe(3);
        (await FoundAsync("text=memory")).ShouldBe(["failed"]);
        (await FoundAsync($"traceId={Otlp.TraceId(1)}")).ShouldBe(["failed", "started"], ignoreOrder: true);
        (await FoundAsync($"traceId={Otlp.TraceId(1)}&spanId={Otlp.SpanId(5)}")).ShouldBe(["started"]);
        (await FoundAsync("traceId=nonsense")).ShouldBeEmpty();

        async Task<string[]> FoundAsync(string query) => [.. (await dashboard.GetJsonAsync($"/api/ui/logs?{query}"))["items"]!.AsArray().Select(l => (string)l!["message"]!)];
    }

    [Fact]
    public async Task Trace_tells_of_its_logs_events_and_links()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/traces", Wire.Samples.Traces);
        var log = Otlp.Log("within");
        (log["traceId"], log["spanId"]) = ("0af7651916cd43dd8448eb211c80319c", "00f067aa0ba902b7");
        await dashboard.PostAsync("/v1/logs", Otlp.Logs("shop", log));

        var span = (await dashboard.GetJsonAsync("/api/ui/traces/0af7651916cd43dd8448eb211c80319c"))["spans"]![0]!;

        ((int)span["logs"]!).ShouldBe(1);
        ((string)span["kind"]!).ShouldBe("Client");
        ((string)span["message"]!).ShouldBe("broken");
        ((string)span["events"]![0]!["name"]!).ShouldBe("retry");
        ((string)span["links"]![0]!["spanId"]!).ShouldBe("00f067aa0ba902b8");
    }

    [Fact]
    public async Task Open_page_hears_of_new_telemetry()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var stream = await dashboard.Client.GetStreamAsync("/api/ui/events", Cancel);
        using var reader = new StreamReader(stream);
        var before = await StateAsync();

        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(1, 1)));

        var after = await StateAsync();
        ((long)after["traces"]!).ShouldBeGreaterThan((long)before["traces"]!);
        ((bool)after["hasAppHost"]!).ShouldBeFalse();

        async Task<JsonNode> StateAsync()
        {
            while (await reader.ReadLineAsync(Cancel) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal))
                {
                    return JsonNode.Parse(line["data:".Length..])!;
                }
            }

            throw new EndOfStreamException();
        }
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public async Task Gauge_that_is_no_number_leaves_a_gap_in_its_graph(string value)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var gauge = MetricJson.Gauge("temperature", 1, 0);
        var point = gauge["gauge"]!["dataPoints"]![0]!;
        (point["asDouble"], point["timeUnixNano"]) = (value, Otlp.Text((ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000));
        await dashboard.PostAsync("/v1/metrics", Otlp.Metrics("shop", gauge));

        var metric = await dashboard.GetJsonAsync("/api/ui/metric?resource=shop&meter=test.scope&instrument=temperature");

        metric["rows"]!.AsArray().Single()!["last"].ShouldBeNull();
        metric["lines"]![0]!["values"]!.AsArray().ShouldAllBe(v => v == null);
    }

    [Fact]
    public async Task Lists_and_maps_are_shown_as_json_that_people_can_read()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var span = Otlp.Span(1, 1);
        span["attributes"] = JsonNode.Parse("""
            [{"key":"list","value":{"arrayValue":{"values":[{"intValue":"1"},{"boolValue":true},{"doubleValue":0.5},{"doubleValue":"NaN"},{"stringValue":"Zoë <b>"},{}]}}},
             {"key":"map","value":{"kvlistValue":{"values":[{"key":"a","value":{"intValue":"2"}}]}}}]
            """);
        await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", span));

        var attributes = (await dashboard.GetJsonAsync($"/api/ui/traces/{Otlp.TraceId(1)}"))["spans"]![0]!["attributes"]!.AsArray();

        attributes.Select(a => (string)a!["value"]!).ShouldBe(["""[1,true,0.5,"NaN","Zoë <b>",null]""", """{"a":2}"""]);
    }

    [Fact]
    public async Task Page_is_told_when_the_AppHost_begins_anew()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var board = dashboard.Services.GetRequiredService<ResourceBoard>();
        board.Connected("app");
        board.Update("node-1-a", """{"id":"node-1-a"}""");
        await using var stream = await dashboard.Client.GetStreamAsync("/api/ui/events", Cancel);
        using var reader = new StreamReader(stream);
        (await EventAsync("resource")).ShouldContain("node-1-a");

        board.Connected("app");
        board.Update("node-1-b", """{"id":"node-1-b"}""");

        ((int)JsonNode.Parse(await EventAsync("state"))!["generation"]!).ShouldBe(2);
        (await EventAsync("resource")).ShouldContain("node-1-b");

        async Task<string> EventAsync(string name)
        {
            while (await reader.ReadLineAsync(Cancel) is { } line)
            {
                if (line == $"event: {name}")
                {
                    return (await reader.ReadLineAsync(Cancel)).ShouldNotBeNull()["data:".Length..];
                }
            }

            throw new EndOfStreamException();
        }
    }

    [Fact]
    public async Task Clearing_forgets_all_telemetry()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.PostAsync("/v1/traces", Wire.Samples.Traces);
        await dashboard.PostAsync("/v1/logs", Wire.Samples.Logs);
        await dashboard.PostAsync("/v1/metrics", Wire.Samples.Metrics);

        using var answer = await dashboard.Client.PostAsync("/api/ui/clear", null, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ((int)(await dashboard.GetJsonAsync("/api/ui/traces"))["total"]!).ShouldBe(0);
        ((int)(await dashboard.GetJsonAsync("/api/ui/logs"))["total"]!).ShouldBe(0);
        (await dashboard.GetJsonAsync("/api/ui/meters")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Command_without_an_AppHost_is_refused()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var none = await dashboard.Client.PostAsJsonAsync("/api/ui/commands", new { resource = "node-1", command = "stop" }, Cancel);
        using var broken = await dashboard.Client.PostAsJsonAsync("/api/ui/commands", "nonsense", Cancel);

        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await dashboard.StatusAsync("/api/ui/console/node-1")).ShouldBe(HttpStatusCode.NotFound);
    }
}
