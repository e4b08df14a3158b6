using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Embedded.TensorFlowServing.Flags;
using Embedded.TensorFlowServing.Hosting;
using Microsoft.AspNetCore.Builder;
using Rollcall.Tests;

namespace Embedded.TensorFlowServing.Tests.Rest;

/// <summary>The whole server over a real SavedModel: TensorFlow Serving's own test model, half plus two.</summary>
public sealed class SavedModelTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        _app = ServerHost.Build(new ServerFlags
        {
            RestApiPort = port,
            ModelName = "half",
            ModelBasePath = Path.Combine(AppContext.BaseDirectory, "Data", "half_plus_two"),
        });
        await _app.StartAsync();
        _client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        await Eventually.HoldsAsync(
            () => _client.GetStringAsync("/v1/models/half").ContinueWith(t => t.IsCompletedSuccessfully && t.GetAwaiter().GetResult().Contains("AVAILABLE"), TaskScheduler.Default).GetAwaiter().GetResult(),
            "the model to be available");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("predict", "{\"instances\": [2.0,3.0,4.0]}", "{\"predictions\": [3.0,3.5,4.0]}")]
    [InlineData("predict", "{\"inputs\": [[2.0],[3.0]]}", "{\"outputs\": [[3.0],[3.5]]}")]
    [InlineData("predict", "{\"signature_name\": \"regress_x2_to_y3\", \"inputs\": 2.0}", "{\"outputs\": 4.0}")]
    [InlineData("classify", "{\"signature_name\":\"classify_x_to_y\",\"examples\":[{\"x\":20.0}]}", "{\"results\": [[[\"\",12.0]]]}")]
    [InlineData("regress", "{\"signature_name\":\"regress_x_to_y\",\"context\":{\"x\":2.0},\"examples\":[{},{\"x\":4.0}]}", "{\"results\": [3.0,4.0]}")]
    public async Task Answers_are_those_of_TensorFlow(string verb, string body, string expected)
    {
        using var response = await _client.PostAsync("/v1/models/half:" + verb, new StringContent(body), TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonElement.DeepEquals(JsonDocument.Parse(answer).RootElement, JsonDocument.Parse(expected).RootElement).ShouldBeTrue(answer);
    }

    [Fact]
    public async Task Wrong_input_name_is_a_bad_request()
    {
        using var response = await _client.PostAsync("/v1/models/half:predict", new StringContent("{\"inputs\": {\"z\": 1}}"), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Missing named input: x in 'inputs' object.");
    }
}
