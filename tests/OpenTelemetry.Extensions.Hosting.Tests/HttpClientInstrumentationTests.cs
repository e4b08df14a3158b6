using System.Diagnostics;
using OpenTelemetry.Trace;

namespace OpenTelemetry.Extensions.Hosting.Tests;

public sealed class HttpClientInstrumentationTests
{
    [Fact]
    public async Task Span_of_a_request_has_the_frameworks_name_and_attributes()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddHttpClientInstrumentation());
        using var response = await server.Client.GetAsync("/items/5?key=secret");
        var span = await server.Spans.NextAsync(ActivityKind.Client);
        span.DisplayName.ShouldBe("GET");
        span.GetTagItem("http.response.status_code").ShouldBe(200);
        span.GetTagItem("url.full").ShouldBe($"{server.Client.BaseAddress}items/5?*");
        server.Spans.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Callbacks_see_request_response_and_exception()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddHttpClientInstrumentation(options =>
        {
            options.EnrichWithHttpRequestMessage = (span, request) => span.SetTag("request", request.RequestUri!.AbsolutePath);
            options.EnrichWithHttpResponseMessage = (span, response) => span.SetTag("response", (int)response.StatusCode);
            options.EnrichWithException = (span, exception) => span.SetTag("failure", exception.GetType().Name);
        }));
        using var response = await server.Client.GetAsync("/busy");
        var answered = await server.Spans.NextAsync(ActivityKind.Client);
        answered.GetTagItem("request").ShouldBe("/busy");
        answered.GetTagItem("response").ShouldBe(503);

        await Should.ThrowAsync<HttpRequestException>(() => server.Client.GetAsync(new Uri("http://127.0.0.1:1/refused")));
        server.Spans.All[^1].GetTagItem("failure").ShouldBe("HttpRequestException");
    }

    [Fact]
    public async Task Filter_that_says_no_drops_the_span()
    {
        await using var server = await TracedServer.StartAsync(tracing => tracing.AddHttpClientInstrumentation(options =>
            options.FilterHttpRequestMessage = request => request.RequestUri!.AbsolutePath != "/nope"));
        using var dropped = await server.Client.GetAsync("/nope");
        using var kept = await server.Client.GetAsync("/items/1");
        server.Spans.All.Select(span => span.GetTagItem("url.full")!.ToString()).ShouldBe([$"{server.Client.BaseAddress}items/1"]);
    }
}
