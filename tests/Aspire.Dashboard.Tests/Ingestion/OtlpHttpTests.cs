using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Aspire.Dashboard.Ingestion;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Tests.Ingestion;

public sealed class OtlpHttpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_and_protobuf_are_taken_and_answered_in_kind()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var json = await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(1, 1, name: "by json")));
        using var proto = await dashboard.PostAsync("/v1/traces", Otlp.Protobuf(Otlp.Traces("shop", Otlp.Span(2, 1, name: "by protobuf")), TraceSchema.Request), Sender.Protobuf);

        json.StatusCode.ShouldBe(HttpStatusCode.OK);
        json.Content.Headers.ContentType!.MediaType.ShouldBe(Sender.Json);
        (await json.Content.ReadAsStringAsync(Cancel)).ShouldBe("{}");
        proto.StatusCode.ShouldBe(HttpStatusCode.OK);
        proto.Content.Headers.ContentType!.MediaType.ShouldBe(Sender.Protobuf);
        (await proto.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
        (await dashboard.SpanNamesAsync()).ShouldBe(["by json", "by protobuf"], ignoreOrder: true);
    }

    [Fact]
    public async Task Packed_request_is_unpacked()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.PostAsync("/v1/traces", Sender.Pack(Encoding.UTF8.GetBytes(Otlp.Traces("shop", Otlp.Span(1, 1)))), Sender.Json, encoding: "gzip");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await dashboard.SpanNamesAsync()).ShouldBe(["span"]);
    }

    [Fact]
    public async Task Small_request_that_unpacks_to_a_large_one_is_refused()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.PostAsync("/v1/traces", Sender.Pack(new byte[OtlpLimits.HttpBytes + 1]), Sender.Protobuf, encoding: "gzip");

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Request_that_is_too_large_is_refused()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.PostAsync("/v1/traces", new byte[OtlpLimits.HttpBytes + 1], Sender.Protobuf);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await StillTakesAsync(dashboard);
    }

    [Theory]
    [InlineData("{", Sender.Json, null, HttpStatusCode.BadRequest)]
    [InlineData("""{"resourceSpans":5}""", Sender.Json, null, HttpStatusCode.BadRequest)]
    [InlineData("\u000a\u00ff", Sender.Protobuf, null, HttpStatusCode.BadRequest)]
    [InlineData("not packed", Sender.Protobuf, "gzip", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", "", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", Sender.Json, "br", HttpStatusCode.UnsupportedMediaType)]
    public async Task Wrong_request_gets_a_status_that_says_why(string body, string contentType, string? encoding, HttpStatusCode status)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.PostAsync("/v1/traces", Encoding.Latin1.GetBytes(body), contentType, encoding: encoding);

        answer.StatusCode.ShouldBe(status);
        var said = await answer.Content.ReadAsByteArrayAsync(Cancel);
        if (answer.Content.Headers.ContentType!.MediaType == Sender.Protobuf)
        {
            // google.rpc.Status: code 3, then a message.
            said[..2].ShouldBe([0x08, 3]);
            ProtoReader.Find(said, 2).Length.ShouldBeGreaterThan(0);
        }
        else
        {
            JsonNode.Parse(said)!["message"]!.GetValue<string>().ShouldNotBeEmpty();
        }

        await StillTakesAsync(dashboard);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("first", HttpStatusCode.OK)]
    [InlineData("second", HttpStatusCode.OK)]
    public async Task Key_is_asked_for(string? key, HttpStatusCode status)
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:AuthMode", "ApiKey"), ("Dashboard:Otlp:PrimaryApiKey", "first"), ("Dashboard:Otlp:SecondaryApiKey", "second"));

        using var answer = await dashboard.PostAsync("/v1/logs", Otlp.Logs("shop", Otlp.Log("hello")), key);

        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Invalid_spans_are_counted_in_a_partial_success()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var invalid = Otlp.Span(1, 2);
        invalid["traceId"] = "00000000000000000000000000000000";

        using var answer = await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(1, 1, name: "good"), invalid));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var partial = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["partialSuccess"]!;
        ((string)partial["rejectedSpans"]!).ShouldBe("1");
        ((string)partial["errorMessage"]!).ShouldContain("trace id");
        (await dashboard.SpanNamesAsync()).ShouldBe(["good"]);
    }

    [Fact]
    public async Task Only_posts_to_the_three_paths_are_served_there()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var client = TestDashboard.NewClient(dashboard.Http);

        (await client.GetAsync("/v1/traces", Cancel)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await client.GetAsync("/", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("/api/telemetry/traces", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await dashboard.Client.PostAsync("/v1/traces", null, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Page_of_an_allowed_site_may_send()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:Cors:AllowedOrigins", "http://shop.test"));
        using var client = TestDashboard.NewClient(dashboard.Http);

        (await PreflightAsync("http://shop.test")).ShouldBe("http://shop.test");
        (await PreflightAsync("http://other.test")).ShouldBeNull();

        async Task<string?> PreflightAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/traces");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "content-type,x-otlp-api-key");
            using var answer = await client.SendAsync(request, Cancel);
            return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
        }
    }

    private static async Task StillTakesAsync(TestDashboard dashboard)
    {
        using var good = await dashboard.PostAsync("/v1/traces", Otlp.Traces("shop", Otlp.Span(9, 9, name: "after")));
        good.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await dashboard.SpanNamesAsync()).ShouldBe(["after"]);
    }
}
