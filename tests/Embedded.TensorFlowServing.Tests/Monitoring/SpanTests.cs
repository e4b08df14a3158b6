using System.Collections.Concurrent;
using System.Diagnostics;
using Embedded.TensorFlowServing.Monitoring;
using Embedded.TensorFlowServing.Tests.Fakes;
using Embedded.TensorFlowServing.Tests.Rest;
using Rollcall.Tests;

namespace Embedded.TensorFlowServing.Tests.Monitoring;

public sealed class SpanTests
{
    [Theory]
    [InlineData("half/versions/123:predict", "{\"instances\": [1.0]}", "predict", null)]
    [InlineData("half/versions/123:classify", "{\"signature_name\":\"classify_x_to_y\",\"examples\":[{\"x\":20.0}]}", "classify", null)]
    [InlineData("half/versions/123:regress", "{\"signature_name\":\"regress_x_to_y\",\"examples\":[{\"x\":2.0}]}", "regress", null)]
    [InlineData("nobody:predict", "{\"instances\": [1.0]}", "predict", "NotFound")]
    [InlineData("half/versions/123:predict", "{", "predict", "InvalidArgument")]
    public async Task Call_is_a_span_with_its_name_and_what_it_failed_by(string path, string body, string name, string? error)
    {
        await using var server = await TestServer.StartAsync();
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ServerTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/models/" + path) { Content = new StringContent(body) };
        var trace = ActivityTraceId.CreateRandom();
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        // Other tests of this assembly send requests too.
        Activity[] Mine() => [.. stopped.Where(span => span.TraceId == trace)];
        await Eventually.HoldsAsync(() => Mine().Any(span => span.OperationName == name), "the call has ended");
        var call = Mine().Single(span => span.OperationName == name);
        call.GetTagItem("error.type").ShouldBe(error);
        call.Status.ShouldBe(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        Mine().Count(span => span.OperationName == "execute" && span.ParentSpanId == call.SpanId).ShouldBe(error is null ? 1 : 0);
    }

    [Fact]
    public async Task Execution_that_fails_is_the_span_that_tells_so()
    {
        await using var server = await TestServer.StartAsync(prepare: loader => loader.OnLoad = (_, _) => new FakeServable(2) { Failure = new InvalidOperationException("broken kernel") });
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ServerTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        (await server.PostAsync("/v1/models/half:predict", "{\"instances\": [1.0]}")).Status.ShouldBeGreaterThanOrEqualTo(400);

        await Eventually.HoldsAsync(() => stopped.Any(span => span.OperationName == "execute" && span.StatusDescription == "broken kernel"), "the execution has failed");
        stopped.First(span => span.StatusDescription == "broken kernel").GetTagItem("error.type").ShouldBe(typeof(InvalidOperationException).FullName);
    }
}
