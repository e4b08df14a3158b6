using Aspire.Dashboard.Ingestion;
using Aspire.Dashboard.Pages;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Storage.Metrics;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class MetricGraphTests
{
    private const long StartMs = (long)(Otlp.Start / 1_000_000);

    private readonly TelemetryResources _resources;
    private readonly MetricStore _store;
    private readonly MetricSignal _signal;

    public MetricGraphTests()
    {
        var limits = new TelemetryLimits();
        _resources = new(limits);
        _store = new(limits);
        _signal = new(new(_resources, limits), _store);
    }

    [Fact]
    public void Counter_is_shown_as_its_rate_and_survives_a_restart()
    {
        int[] totals = [0, 10, 30, 30, 5];
        for (var second = 0; second < totals.Length; second++)
        {
            Send(MetricJson.Counter("requests", totals[second], second));
        }

        var view = Draw("requests", 4, 5);

        view.Shown.ShouldBe("rate");
        view.Unit.ShouldBe("{request}/s");
        view.Lines.Single().Values.ShouldBe([null, 10, 20, 0, 5]);
        view.Rows.Single().Last.ShouldBe(5);
    }

    [Fact]
    public void Parts_of_a_sender_that_tells_only_what_is_new_are_added_up()
    {
        foreach (var second in new[] { 0, 1, 2 })
        {
            Send(MetricJson.Counter("requests", 5, second, temporality: 1));
        }

        Draw("requests", 2, 2).Rows.Single().Last.ShouldBe(15);
    }

    [Fact]
    public void Histogram_is_shown_as_percentiles_of_what_came_in_between()
    {
        Send(MetricJson.Histogram("duration", [0, 0, 0], 0));
        Send(MetricJson.Histogram("duration", [100, 0, 0], 1));
        Send(MetricJson.Histogram("duration", [100, 100, 0], 2));

        var view = Draw("duration", 2, 2);

        view.Lines.Select(l => l.Name).ShouldBe(["p50", "p90", "p99"]);
        view.Lines[0].Values.ShouldBe([0.5, 1.5]);
        view.Lines[2].Values.ShouldBe([0.99, 1.99]);
    }

    [Fact]
    public void Filter_leaves_series_out_of_lines_and_table()
    {
        Send(MetricJson.Gauge("temperature", (1, 0, "node-1"), (5, 0, "node-2")));

        var view = Draw("temperature", 0, 2, ("node", ["node-2"]));

        view.Rows.Single().Attributes.Single().Value.ShouldBe("node-2");
        view.Dimensions.Single().Values.ShouldBe(["node-1", "node-2"]);
        view.Lines.Single().Values[^1].ShouldBe(5);
    }

    [Fact]
    public void Series_that_fell_silent_ends()
    {
        Send(MetricJson.Gauge("temperature", 1, 0));
        Send(MetricJson.Gauge("temperature", 2, 1));

        Draw("temperature", 60, 60).Lines.Single().Values[^1].ShouldBeNull();
    }

    [Theory]
    [InlineData(0.5, 1.0)]
    [InlineData(0.75, 1.5)]
    [InlineData(1.0, 2.0)]
    public void Percentile_is_estimated_within_its_bucket(double share, double expected) => Percentile.Of([50, 50, 0], [1, 2], share).ShouldBe(expected);

    [Fact]
    public void Percentile_beyond_the_last_bound_is_that_bound_and_of_nothing_is_nothing()
    {
        Percentile.Of([0, 0, 5], [1, 2], 0.5).ShouldBe(2);
        Percentile.Of([0, 0, 0], [1, 2], 0.5).ShouldBeNull();
        Percentile.Of([5], [], 0.5).ShouldBeNull();
    }

    private void Send(params System.Text.Json.Nodes.JsonObject[] metrics) => _signal.Store(Otlp.Protobuf(Otlp.Metrics("shop", metrics), _signal.Schema)).Rejected.ShouldBe(0);

    private MetricView Draw(string instrument, int now, int seconds, params (string Name, string[] Values)[] wanted) => MetricGraph.Draw(
        _store.Find([.. _resources.All], "test.scope", instrument)!,
        new("shop", "test.scope", instrument, seconds, wanted.ToDictionary(w => w.Name, w => w.Values)),
        StartMs + (now * 1000));
}
