using System.Net;
using ConsumerApi.Tests.Fakes;

namespace ConsumerApi.Tests.Forwarding;

public sealed class NotRoutableTests
{
    [Theory]
    [InlineData("POST", "/v1/models/nope:predict", 404, "Servable not found for request: Latest(nope)")]
    [InlineData("POST", "/v1/models/M:predict", 404, "Servable not found for request: Latest(M)")]
    [InlineData("POST", "/v1/models/m/versions/99:predict", 404, "Servable not found for request: Specific(m, 99)")]
    [InlineData("GET", "/v1/models/nope/metadata", 404, "Servable not found for request: Latest(nope)")]
    [InlineData("POST", "/v1/models/m/labels/x:predict", 400, "Unrecognized servable version label: x")]
    [InlineData("POST", "/v1/models/nope/labels/x:predict", 400, "Unrecognized servable version label: x")]
    [InlineData("GET", "/v1/models/nope", 404, "Could not find any versions of model nope")]
    [InlineData("GET", "/v1/models/nope/versions/99", 404, "Could not find version 99 of model nope")]
    [InlineData("POST", "/v1/models/m:dance", 400, "Malformed request: POST /v1/models/m:dance")]
    [InlineData("PUT", "/v1/models/m", 400, "Malformed request: PUT /v1/models/m")]
    [InlineData("POST", "/v1/models/a%22b%5C:predict", 404, "Servable not found for request: Latest(a\\\"b\\\\)")]
    public async Task Request_that_nobody_can_answer_gets_the_originals_words_and_no_node_is_asked(string method, string path, int status, string error)
    {
        await using var node = new FakeNode("a");
        await using var consumer = await Consumer.StartAsync(node);

        using var response = await consumer.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "GET" ? null : new StringContent("{}") });

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldBe($"{{\n    \"error\": \"{error}\"\n}}");
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        response.Node().ShouldBeNull();
        node.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Status_of_a_version_that_the_table_does_not_list_is_the_nodes_to_tell()
    {
        await using var node = new FakeNode("a", exchange => exchange.AnswerAsync(404, "{\"error\": \"Could not find version 9 of model m\"}"));
        await using var consumer = await Consumer.StartAsync(node);

        using var response = await consumer.Client.GetAsync("/v1/models/m/versions/9");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Node().ShouldBe("a");
        node.Last!.RequestLine.ShouldBe("GET /v1/models/m/versions/9 HTTP/1.1");
    }

    [Fact]
    public async Task Request_before_the_registry_was_read_is_503_with_retry_after()
    {
        await using var consumer = await Consumer.StartAsync();

        using var response = await consumer.PredictAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await response.Content.ReadAsStringAsync()).ShouldContain("ConnectionStrings:nacos");
        (await consumer.Client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await consumer.Client.GetAsync("/alive")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://a", 200)]
    [InlineData(null, 400)]
    public async Task Options_is_answered_as_the_original_does(string? origin, int status)
    {
        await using var node = new FakeNode("a");
        await using var consumer = await Consumer.StartAsync(node);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/models/m:predict");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await consumer.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_node_at_weight_zero_says_so()
    {
        await using var node = new FakeNode("a");
        await using var consumer = await Consumer.StartAsync(node);
        consumer.Discovery.Set("m", (1, [node.Endpoint(weight: 0)]));
        await consumer.WaitAsync(t => t.Find(new("m"))!.Targets.Single().Weight == 0);

        using var response = await consumer.PredictAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldContain("weight 0");
        node.Requests.ShouldBe(0);
    }
}
