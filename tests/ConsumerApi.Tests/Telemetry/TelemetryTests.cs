using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ConsumerApi.Telemetry;
using ConsumerApi.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Rollcall.Tests;

namespace ConsumerApi.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Request_is_measured_with_model_version_node_and_policy_and_a_failed_attempt_with_its_reason()
    {
        var gone = new FakeNode("gone");
        await using var good = new FakeNode("good");
        await using var consumer = await Consumer.StartAsync(gone, good);
        await gone.DisposeAsync();
        // Only this consumer's instruments: other tests run beside this one.
        var meters = consumer.Services.GetRequiredService<IMeterFactory>();
        ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> measured = new();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == ConsumerMetrics.Name && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((i, v, tags, _) => measured.Enqueue((i.Name, v, tags.ToArray().ToDictionary())));
        listener.SetMeasurementEventCallback<long>((i, v, tags, _) => measured.Enqueue((i.Name, v, tags.ToArray().ToDictionary())));
        listener.Start();

        for (var i = 0; i < 2; i++)
        {
            using var response = await consumer.PredictAsync(path: "/v1/models/m/versions/1:predict");
        }

        // The histogram is written after the answer's last byte.
        await Eventually.HoldsAsync(() => measured.Count(m => m.Name == "rollcall.consumer.request.duration") == 2);
        var (_, seconds, tags) = measured.First(m => m.Name == "rollcall.consumer.request.duration");
        seconds.ShouldBeInRange(0, 20);
        tags.ShouldBe(
            new Dictionary<string, object?> { ["model.name"] = "m", ["model.version"] = 1L, ["node.name"] = "good", ["routing.policy"] = "round-robin", ["http.response.status_code"] = 200 },
            ignoreOrder: true);
        var failure = measured.Where(m => m.Name == "rollcall.consumer.attempt.failures").ShouldHaveSingleItem();
        failure.Tags.ShouldBe(new Dictionary<string, object?> { ["model.name"] = "m", ["node.name"] = "gone", ["reason"] = "refused" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Request_with_somebody_watching_makes_spans_that_the_node_continues()
    {
        await using var node = new FakeNode("a");
        await using var consumer = await Consumer.StartAsync(node);
        var trace = ActivityTraceId.CreateRandom();
        ConcurrentQueue<Activity> stopped = new();
        using var listener = new ActivityListener
        {
            // The framework's own, too, as an exporter does: it reads the client's trace headers.
            ShouldListenTo = source => source.Name is ConsumerActivity.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace && activity.Source.Name == ConsumerActivity.Name)
                {
                    stopped.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var parent = new Activity("client").SetParentId(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();

        using var response = await consumer.PredictAsync();

        await Eventually.HoldsAsync(() => stopped.Count == 2);
        var predict = stopped.Single(a => a.OperationName == "predict");
        predict.GetTagItem("model.name").ShouldBe("m");
        predict.GetTagItem("node.name").ShouldBe("a");
        stopped.Single(a => a.OperationName == "pick").ParentSpanId.ShouldBe(predict.SpanId);
        node.Last!.Header("traceparent").ShouldNotBeNull().ShouldStartWith($"00-{trace}-");
    }
}
