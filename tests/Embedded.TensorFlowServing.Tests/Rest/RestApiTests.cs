using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Rollcall.Tests;

namespace Embedded.TensorFlowServing.Tests.Rest;

public sealed class RestApiTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("half:predict", "{\"instances\": [[1.0,2.0],[3.0,4.0]]}", "{\n    \"predictions\": [[3.5, 4.0], [4.5, 5.0]\n    ]\n}")]
    [InlineData("half/versions/123:predict", "{\"instances\": [2.0,3.0,4.0]}", "{\n    \"predictions\": [3.0, 3.5, 4.0\n    ]\n}")]
    [InlineData("half/labels/stable:predict", "{\"inputs\": [2.0, 3.0]}", "{\n    \"outputs\": [\n        3.0,\n        3.5\n    ]\n}")]
    [InlineData("half/versions/123:classify", "{\"signature_name\":\"classify_x_to_y\",\"examples\":[{\"x\":20.0}]}", "{\n    \"results\": [[[\"\", 12.0]]\n    ]\n}")]
    [InlineData("half/versions/123:regress", "{\"signature_name\":\"regress_x_to_y\",\"examples\":[{\"x\":2.0}]}", "{\n    \"results\": [3.0]\n}")]
    public async Task Post_answers_as_upstream(string path, string body, string answer) =>
        (await _server.PostAsync("/v1/models/" + path, body)).ShouldBe((200, answer));

    [Theory]
    [InlineData("foo:predict", "{\"instances\":[1]}", 404, "Servable not found for request: Latest(foo)")]
    [InlineData("half/versions/50:predict", "{\"instances\":[1]}", 404, "Servable not found for request: Specific(half, 50)")]
    [InlineData("half/labels/none:predict", "{\"instances\":[1]}", 400, "Unrecognized servable version label: none")]
    [InlineData("foo:predict", "{\"instances\":", 400, "JSON Parse error: Invalid value. at offset: 13")]
    [InlineData("half:predict", "", 400, "JSON Parse error: The document is empty")]
    [InlineData("half:predict", "{\"signature_name\":\"foo\",\"instances\":[1]}", 400, "Serving signature name: \"foo\" not found in signature def")]
    [InlineData("half:regress", "{\"signature_name\":\"foo\",\"examples\":[{}]}", 400, "No signature was found with the name: foo")]
    [InlineData("half:predict", "{}", 400, "Missing 'inputs' or 'instances' key")]
    [InlineData("half:dance", "{}", 400, "Malformed request: POST /v1/models/half:dance")]
    public async Task Post_errors_are_those_of_upstream(string path, string body, int status, string message)
    {
        var answer = await _server.PostAsync("/v1/models/" + path, body);
        answer.Status.ShouldBe(status);
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("error").GetString().ShouldBe(message);
    }

    [Theory]
    [InlineData("GET", "/v1/foo", 400, "Malformed request: GET /v1/foo")]
    [InlineData("PUT", "/v1/models/m", 400, "Malformed request: PUT /v1/models/m")]
    [InlineData("DELETE", "/v1/models/half?x", 400, "Malformed request: DELETE /v1/models/half?x")]
    [InlineData("GET", "/v1/models", 400, "Missing model name in request.")]
    [InlineData("GET", "/v1/models/foo", 404, "Could not find any versions of model foo")]
    [InlineData("GET", "/v1/models/half/versions/99", 404, "Could not find version 99 of model half")]
    [InlineData("GET", "/v1/models/foo/metadata", 404, "Servable not found for request: Latest(foo)")]
    public async Task Other_errors_are_those_of_upstream(string method, string path, int status, string message)
    {
        var answer = await _server.SendAsync(new HttpMethod(method), path, null);
        answer.Status.ShouldBe(status);
        answer.Body.ShouldBe($"{{\n    \"error\": \"{message}\"\n}}");
    }

    [Fact]
    public async Task Status_lists_versions_descending_as_protobuf_prints_them()
    {
        const string One = "  {\n   \"version\": \"124\",\n   \"state\": \"AVAILABLE\",\n   \"status\": {\n    \"error_code\": \"OK\",\n    \"error_message\": \"\"\n   }\n  }";
        var expected = "{\n \"model_version_status\": [\n" + One + ",\n" + One.Replace("124", "123") + "\n ]\n}\n";
        (await _server.GetAsync("/v1/models/half")).ShouldBe((200, expected));
        (await _server.GetAsync("/v1/models/half/labels/whatever")).ShouldBe((200, expected));
    }

    [Fact]
    public async Task Metadata_has_the_doubled_signature_level()
    {
        var (status, body) = await _server.GetAsync("/v1/models/half/labels/stable/metadata");
        status.ShouldBe(200);
        body.ShouldStartWith("{\n\"model_spec\":{\n \"name\": \"half\",\n \"signature_name\": \"\",\n \"version\": \"123\"\n}\n,\n\"metadata\": {\"signature_def\": {\n \"signature_def\": {\n");
        body.ShouldEndWith("\n }\n}\n}\n}\n");
        var signature = JsonDocument.Parse(body).RootElement.GetProperty("metadata").GetProperty("signature_def").GetProperty("signature_def").GetProperty("serving_default");
        signature.GetProperty("defaults").EnumerateObject().ShouldBeEmpty();
        signature.GetProperty("inputs").GetProperty("x").GetProperty("tensor_shape").GetProperty("dim")[0].GetProperty("size").GetString().ShouldBe("-1");
    }

    [Fact]
    public async Task Outside_the_api_is_the_page_of_libevent()
    {
        using var response = await _server.Client.GetAsync("/index", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html");
        response.Headers.ConnectionClose.ShouldBe(true);
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBe(90);
    }

    [Fact]
    public async Task Headers_are_exactly_those_of_upstream()
    {
        using var response = await _server.Client.GetAsync("/v1/models/half", TestContext.Current.CancellationToken);
        response.Headers.Concat(response.Content.Headers).Select(h => h.Key).Order().ShouldBe(["Content-Length", "Content-Type", "Date"]);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
    }

    [Theory]
    [InlineData("http://a", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.BadRequest)]
    public async Task Options_depends_on_the_origin(string? origin, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/models/half:predict");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentLength.ShouldBe(0);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Gzip_bodies_are_inflated_and_corrupt_ones_are_empty()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("{\"instances\":[2.0]}"u8);
        }

        (await PostGzip(compressed.ToArray())).ShouldBe((200, "{\n    \"predictions\": [4.0\n    ]\n}"));
        (await PostGzip("not gzip at all"u8.ToArray())).ShouldBe((400, "{\n    \"error\": \"JSON Parse error: The document is empty\"\n}"));
    }

    [Fact]
    public async Task Metrics_tell_models_and_requests()
    {
        await _server.PostAsync("/v1/models/half:predict", "{\"instances\":[2.0]}");
        await _server.GetAsync("/v1/models/typo");
        var (status, text) = await _server.GetAsync("/monitoring/prometheus/metrics");
        status.ShouldBe(200);
        text.ShouldContain(":tensorflow:serving:request_count{model_name=\"half\",status=\"OK\"} 1\n");
        text.ShouldContain(":tensorflow:serving:request_count{model_name=\"typo\",status=\"NOT_FOUND\"} 1\n");
        text.ShouldContain(":tensorflow:serving:request_latency_count{model_name=\"half\",API=\"predict\",entrypoint=\"REST\"} 1\n");
        text.ShouldContain(":tensorflow:serving:runtime_latency_count{model_name=\"half\",API=\"Predict\",runtime=\"TF1\"} 1\n");
        (await _server.GetAsync("/monitoring/prometheus/metrics?x=1")).ShouldBe((400, "Unexpected path: /monitoring/prometheus/metrics?x=1. Should be /monitoring/prometheus/metrics"));
    }

    [Fact]
    public async Task New_version_on_disk_is_served_and_a_removed_one_ends()
    {
        Directory.CreateDirectory(Path.Combine(_server.Folder, "half", "125"));
        Directory.Delete(Path.Combine(_server.Folder, "half", "00000124"));
        string body = "";
        await Eventually.HoldsAsync(
            () =>
            {
                body = _server.GetAsync("/v1/models/half").GetAwaiter().GetResult().Body;
                return body.Contains("\"END\"") && body.Split("AVAILABLE").Length == 3;
            },
            "version 125 in, 124 out");
        JsonDocument.Parse(body).RootElement.GetProperty("model_version_status").EnumerateArray()
            .Select(v => v.GetProperty("version").GetString() + " " + v.GetProperty("state").GetString())
            .ShouldBe(["125 AVAILABLE", "124 END", "123 AVAILABLE"]);
    }

    private async Task<(int, string)> PostGzip(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await _server.Client.PostAsync("/v1/models/half:predict", content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
