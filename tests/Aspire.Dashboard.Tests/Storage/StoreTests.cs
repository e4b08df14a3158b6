using Aspire.Dashboard.Ingestion;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Storage.Metrics;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Tests.Storage;

public sealed class StoreTests
{
    [Fact]
    public void Oldest_trace_goes_when_there_are_too_many()
    {
        var (store, signal) = Traces(new() { MaxTraceCount = 3 });

        for (var trace = 1; trace <= 5; trace++)
        {
            Send(signal, Otlp.Traces("shop", Otlp.Span(trace, 1, start: Otlp.Start + (ulong)trace)));
        }

        store.Newest().Select(t => (int)t.Id).ShouldBe([5, 4, 3]);
        store.Find(1).ShouldBeNull();
    }

    [Fact]
    public void Trace_without_end_keeps_so_many_spans_and_leaves_the_others_alone()
    {
        var (store, signal) = Traces(new());
        Send(signal, Otlp.Traces("shop", Otlp.Span(1, 1)));

        var result = Send(signal, Otlp.Traces("shop", [.. Enumerable.Range(1, 10_050).Select(i => Otlp.Span(2, i))]));

        result.Rejected.ShouldBe(50);
        store.Find(2)!.Spans.Length.ShouldBe(10_000);
        store.Find(1).ShouldNotBeNull();
    }

    [Fact]
    public void Memory_is_bounded_however_large_items_are()
    {
        var limits = new TelemetryLimits();
        var (store, signal) = Traces(limits);
        var large = new string('x', 1_000_000);

        for (var trace = 1; trace <= 100; trace++)
        {
            Send(signal, Otlp.Traces("shop", Otlp.Span(trace, 1, attributes: ("large", large))));
        }

        store.Newest().Sum(t => t.Spans.Sum(s => (long)s.Bytes)).ShouldBeInRange(limits.MaxTraceBytes - 2_000_000, limits.MaxTraceBytes);
        store.Find(100).ShouldNotBeNull();
    }

    [Fact]
    public void Attributes_above_the_limit_are_dropped_and_counted()
    {
        var (store, signal) = Traces(new() { MaxAttributeCount = 2 });
        var span = Otlp.Span(1, 1, attributes: [("a", "1"), ("b", "2"), ("c", "3")]);
        span["droppedAttributesCount"] = 4;

        Send(signal, Otlp.Traces("shop", span));

        var raw = store.Find(1)!.Spans.Single().Raw;
        Attributes.Read(raw, 9).Select(a => a.Key).ShouldBe(["a", "b"]);
        Wire.OtlpJsonTests.Json(raw, TraceSchema.Span).ShouldContain("\"droppedAttributesCount\":5");
    }

    [Fact]
    public void Oldest_log_records_go_when_there_are_too_many()
    {
        var limits = new TelemetryLimits { MaxLogCount = 3 };
        var store = new LogStore(limits);
        var signal = new LogSignal(new(new(limits), limits), store, limits);

        Send(signal, Otlp.Logs("shop", [.. Enumerable.Range(1, 5).Select(i => Otlp.Log($"{i}", time: Otlp.Start + (ulong)i))]));

        store.Newest().Select(l => l.Message).ShouldBe(["5", "4", "3"]);
    }

    [Fact]
    public void Senders_without_number_are_refused_and_known_ones_go_on()
    {
        var limits = new TelemetryLimits();
        var (store, signal) = Traces(limits);
        for (var sender = 1; sender <= limits.MaxResourceCount; sender++)
        {
            Send(signal, Otlp.Traces($"s{sender}", Otlp.Span(sender, 1))).Rejected.ShouldBe(0);
        }

        var refused = Send(signal, Otlp.Traces("one more", Otlp.Span(5000, 1)));
        var known = Send(signal, Otlp.Traces("s1", Otlp.Span(5001, 1)));

        refused.Rejected.ShouldBe(1);
        refused.Reason.ShouldContain("resources");
        known.Rejected.ShouldBe(0);
        store.Find(5000).ShouldBeNull();
    }

    [Fact]
    public void Idle_series_costs_nothing_and_a_busy_one_is_trimmed()
    {
        var limits = new TelemetryLimits { MaxMetricsCount = 100 };
        var resources = new TelemetryResources(limits);
        var store = new MetricStore(limits);
        var signal = new MetricSignal(new(resources, limits), store);
        for (var second = 0; second < 500; second++)
        {
            Send(signal, Otlp.Metrics("shop", MetricJson.Gauge("idle", 7, second), MetricJson.Gauge("busy", second, second)));
        }

        Points("idle").Select(p => p.Value).ShouldBe([7, 7]);
        Points("busy").Length.ShouldBeInRange(75, 100);
        Points("busy")[^1].Value.ShouldBe(499);

        MetricPoint[] Points(string name) => store.Find([.. resources.All], "test.scope", name)!.Series.Single().Points;
    }

    [Fact]
    public void Combinations_of_attributes_without_number_are_refused()
    {
        var limits = new TelemetryLimits();
        var resources = new TelemetryResources(limits);
        var store = new MetricStore(limits);
        var signal = new MetricSignal(new(resources, limits), store);

        var result = Send(signal, Otlp.Metrics("shop", MetricJson.Gauge("wide", [.. Enumerable.Range(0, limits.MaxSeriesCount + 5).Select(i => (1.0, 1, $"{i}"))])));

        result.Rejected.ShouldBe(5);
        store.Find([.. resources.All], "test.scope", "wide")!.Series.Length.ShouldBe(limits.MaxSeriesCount);
    }

    [Fact]
    public void Name_is_told_apart_by_instance_where_there_are_several()
    {
        var limits = new TelemetryLimits();
        var resources = new TelemetryResources(limits);
        var one = resources.Get(Resource("shop", "11111111-2222-3333-4444-555555555555"))!;
        resources.DisplayName(one).ShouldBe("shop");

        var two = resources.Get(Resource("shop", "second"))!;

        resources.DisplayName(one).ShouldBe("shop-11111111");
        resources.DisplayName(two).ShouldBe("shop-second");
        resources.Find("SHOP").ShouldBe([one, two]);
        resources.Find("shop-second").ShouldBe([two]);
        resources.Get(Resource("shop", "second")).ShouldBeSameAs(two);
    }

    private static byte[] Resource(string name, string instance) =>
        Otlp.Protobuf(new System.Text.Json.Nodes.JsonObject { ["attributes"] = Otlp.Attributes(("service.name", name), ("service.instance.id", instance)) }.ToJsonString(), OtlpSchema.Resource);

    private static (TraceStore Store, ISignal Signal) Traces(TelemetryLimits limits)
    {
        var store = new TraceStore(limits);
        return (store, new TraceSignal(new(new(limits), limits), store, limits));
    }

    private static IngestResult Send(ISignal signal, string json) => signal.Store(Otlp.Protobuf(json, signal.Schema));
}
