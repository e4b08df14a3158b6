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

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    public void Span_that_is_sent_again_is_kept_once(int spans)
    {
        var (store, signal) = Traces(new());
        var request = Otlp.Traces("shop", [.. Enumerable.Range(1, spans).Select(i => Otlp.Span(1, i))]);

        var results = new[] { Send(signal, request), Send(signal, request), Send(signal, Otlp.Traces("shop", Otlp.Span(1, 1000))), Send(signal, Otlp.Traces("shop", Otlp.Span(1, 1000))) };

        results.ShouldAllBe(r => r.Rejected == 0);
        store.Find(1)!.Spans.Length.ShouldBe(spans + 1);
    }

    [Fact]
    public void Memory_is_bounded_when_all_of_it_is_one_trace()
    {
        var limits = new TelemetryLimits();
        var (store, signal) = Traces(limits);
        var large = new string('x', 1_000_000);

        var rejected = Enumerable.Range(1, 100).Sum(span => Send(signal, Otlp.Traces("shop", Otlp.Span(1, span, attributes: ("large", large)))).Rejected);

        store.Find(1)!.Spans.Sum(s => (long)s.Bytes).ShouldBeInRange(limits.MaxTraceBytes - 2_000_000, limits.MaxTraceBytes);
        rejected.ShouldBe(100 - store.Find(1)!.Spans.Length);
    }

    [Fact]
    public void Attributes_of_resources_and_scopes_without_end_are_refused()
    {
        var limits = new TelemetryLimits();
        var resources = new TelemetryResources(limits);
        var signal = new LogSignal(new(resources, limits), new(limits), limits);
        var large = new string('x', 1_000_000);

        var bySender = Enumerable.Range(1, 20).Select(sender => Send(signal, Otlp.Logs($"{sender}{large}", Otlp.Log("a")))).ToArray();
        var byScope = Enumerable.Range(1, 20).Select(scope => Send(signal, Otlp.Logs("shop", Otlp.Log("a")).Replace("test.scope", $"{scope}{large}", StringComparison.Ordinal))).ToArray();

        bySender.Count(r => r.Rejected == 0).ShouldBeInRange(1, 8);
        byScope.Count(r => r.Rejected == 0).ShouldBeInRange(0, 8);
        bySender[^1].Reason.ShouldContain("attributes");
        byScope[^1].Reason.ShouldContain("attributes");
        resources.All.Sum(r => r.Raw.Length).ShouldBeLessThan((int)limits.MaxResourceBytes);
        Send(signal, Otlp.Logs("small", Otlp.Log("a"))).Rejected.ShouldBe(0);
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
    public void Full_store_drops_the_series_that_fell_silent_first_and_takes_new_ones()
    {
        var limits = new TelemetryLimits();
        var store = new MetricStore(limits);
        var resources = new TelemetryResources(limits);
        var signal = new MetricSignal(new(resources, limits), store);
        var attribute = new string('x', 1000);

        // Twice what fits, in series that are too short to be trimmed, of instruments that are never heard of again.
        for (var instrument = 0; instrument < 100; instrument++)
        {
            Send(signal, Otlp.Metrics("shop", MetricJson.Gauge($"{instrument}", [.. Enumerable.Range(0, 500).Select(i => (1.0, instrument, $"{i}{attribute}"))]))).Rejected.ShouldBe(0);
        }

        store.Select(i => i.Bytes).Sum().ShouldBeInRange(limits.MaxMetricBytes / 2, limits.MaxMetricBytes);
        var kept = store.Select(i => i.Name);
        kept.ShouldContain("99");
        kept.ShouldNotContain("0");
    }

    [Fact]
    public void Count_of_an_instrument_is_that_of_its_points()
    {
        var limits = new TelemetryLimits { MaxMetricsCount = 50 };
        var store = new MetricStore(limits);
        var signal = new MetricSignal(new(new(limits), limits), store);
        for (var second = 0; second < 200; second++)
        {
            var (value, attribute) = (second / 3, $"{second % 7}");
            Send(signal, Otlp.Metrics("shop", MetricJson.Gauge("temperature", (value, second, attribute), (7, second, "idle"))));
            store.Select(i => (i.PointCount, i.Bytes - i.Series.Sum(s => s.Bytes))).Single().ShouldBe((store.Select(i => i.Series.Sum(s => s.Count)).Single(), 400 + (2 * "temperature".Length)));
        }
    }

    [Fact]
    public void Histogram_with_other_bounds_begins_anew()
    {
        var limits = new TelemetryLimits();
        var store = new MetricStore(limits);
        var resources = new TelemetryResources(limits);
        var signal = new MetricSignal(new(resources, limits), store);
        var other = MetricJson.Histogram("duration", [1, 1, 1], 5);
        other["histogram"]!["dataPoints"]![0]!["explicitBounds"] = new System.Text.Json.Nodes.JsonArray(5, 6);

        Send(signal, Otlp.Metrics("shop", MetricJson.Histogram("duration", [1, 0, 0], 1), MetricJson.Histogram("duration", [2, 0, 0], 2), other));

        var kept = store.Find([.. resources.All], "test.scope", "duration")!;
        kept.Bounds.ShouldBe([5, 6]);
        kept.Series.Single().Points.Single().Buckets.ShouldBe([1, 1, 1]);
        store.Select(i => i.PointCount).ShouldBe([1]);
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
