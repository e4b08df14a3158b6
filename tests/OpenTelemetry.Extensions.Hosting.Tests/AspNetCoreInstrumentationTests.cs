using System.Diagnostics;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Trace;

namespace OpenTelemetry.Extensions.Hosting.Tests;

/// <summary>The expected names and attributes are those the official package gave for the same requests.</summary>
public sealed class AspNetCoreInstrumentationTests
{
    [Fact]
    public async Task Span_of_a_routed_request_has_the_name_and_attributes_of_the_conventions()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddAspNetCoreInstrumentation());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/items/5?key=secret&page=2&flag");
        request.Headers.UserAgent.ParseAdd("test/1");
        using var response = await server.Client.SendAsync(request);
        var span = await server.Spans.NextAsync(ActivityKind.Server);
        span.DisplayName.ShouldBe("GET /items/{id}");
        span.Status.ShouldBe(ActivityStatusCode.Unset);
        Tags(span).ShouldBe(new Dictionary<string, object?>
        {
            ["server.address"] = "127.0.0.1",
            ["server.port"] = server.Client.BaseAddress!.Port,
            ["url.query"] = "?key=Redacted&page=Redacted&flag",
            ["http.request.method"] = "GET",
            ["url.scheme"] = "http",
            ["url.path"] = "/items/5",
            ["network.protocol.version"] = "1.1",
            ["user_agent.original"] = "test/1",
            ["http.route"] = "/items/{id}",
            ["http.response.status_code"] = 200,
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Span_of_a_request_without_route_is_named_by_its_method()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddAspNetCoreInstrumentation());
        using var response = await server.Client.GetAsync("/nope");
        var span = await server.Spans.NextAsync(ActivityKind.Server);
        span.DisplayName.ShouldBe("GET");
        span.Status.ShouldBe(ActivityStatusCode.Unset);
        span.GetTagItem("http.response.status_code").ShouldBe(404);
        span.GetTagItem("error.type").ShouldBeNull();
    }

    [Fact]
    public async Task Span_of_an_unknown_method_does_not_repeat_it_in_its_name()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddAspNetCoreInstrumentation());
        using var request = new HttpRequestMessage(new HttpMethod("BREW"), "/any");
        using var response = await server.Client.SendAsync(request);
        var span = await server.Spans.NextAsync(ActivityKind.Server);
        span.DisplayName.ShouldBe("HTTP /any");
        span.GetTagItem("http.request.method").ShouldBe("_OTHER");
        span.GetTagItem("http.request.method_original").ShouldBe("BREW");
    }

    [Theory]
    [InlineData("/busy", 503, "503")]
    [InlineData("/boom", 500, "System.InvalidOperationException")]
    public async Task Span_of_a_failure_of_the_server_is_an_error(string path, int status, string errorType)
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddAspNetCoreInstrumentation(options => options.RecordException = true));
        using var response = await server.Client.GetAsync(path);
        var span = await server.Spans.NextAsync(ActivityKind.Server);
        span.Status.ShouldBe(ActivityStatusCode.Error);
        span.GetTagItem("http.response.status_code").ShouldBe(status);
        span.GetTagItem("error.type").ShouldBe(errorType);
        span.Events.Count(e => e.Name == "exception").ShouldBe(path == "/boom" ? 1 : 0);
    }

    [Fact]
    public async Task Filter_that_says_no_or_throws_drops_the_span()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddAspNetCoreInstrumentation(options =>
            options.Filter = context => context.Request.Path == "/busy" ? throw new InvalidOperationException() : context.Request.Path != "/nope"));
        using var refused = await server.Client.GetAsync("/nope");
        using var thrown = await server.Client.GetAsync("/busy");
        using var traced = await server.Client.GetAsync("/items/1");
        await server.Spans.NextAsync(ActivityKind.Server);
        server.Spans.All.Select(span => span.DisplayName).ShouldBe(["GET /items/{id}"]);
        ((int)thrown.StatusCode).ShouldBe(503);
    }

    [Fact]
    public async Task Enrichment_adds_to_the_span()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddAspNetCoreInstrumentation(options =>
        {
            options.EnrichWithHttpRequest = (span, request) => span.SetTag("request", request.Path.Value);
            options.EnrichWithHttpResponse = (span, response) => span.SetTag("response", response.StatusCode);
            options.EnrichWithException = (span, exception) => span.SetTag("exception", exception.Message);
        }));
        using var response = await server.Client.GetAsync("/boom");
        var span = await server.Spans.NextAsync(ActivityKind.Server);
        new[] { span.GetTagItem("request"), span.GetTagItem("response"), span.GetTagItem("exception") }.ShouldBe(["/boom", 500, "boom"]);
    }

    [Fact]
    public async Task Span_hangs_under_the_callers()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddAspNetCoreInstrumentation());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/items/5");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await server.Client.SendAsync(request);
        var span = await server.Spans.NextAsync(ActivityKind.Server);
        span.TraceId.ToString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        span.ParentSpanId.ToString().ShouldBe("b7ad6b7169203331");
    }

    [Fact]
    public async Task Options_of_a_name_are_apart_from_the_default_ones()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing
            .AddAspNetCoreInstrumentation("strict", options => options.Filter = _ => false));
        using var response = await server.Client.GetAsync("/items/5");
        server.Spans.All.ShouldBeEmpty();
        new AspNetCoreTraceInstrumentationOptions().Filter.ShouldBeNull();
    }

    private static Dictionary<string, object?> Tags(Activity span) => span.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value);
}
