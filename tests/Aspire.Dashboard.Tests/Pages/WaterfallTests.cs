using Aspire.Dashboard.Ingestion;
using Aspire.Dashboard.Pages;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class WaterfallTests
{
    [Fact]
    public void Children_come_below_their_parents_in_the_order_of_their_start()
    {
        var rows = Order(
            Otlp.Span(1, 3, parent: 1, name: "late child", start: Otlp.Start + 5),
            Otlp.Span(1, 4, parent: 2, name: "grandchild", start: Otlp.Start + 3),
            Otlp.Span(1, 2, parent: 1, name: "early child", start: Otlp.Start + 2),
            Otlp.Span(1, 1, name: "root"));

        rows.ShouldBe([("root", 0, true), ("early child", 1, true), ("grandchild", 2, false), ("late child", 1, false)]);
    }

    [Fact]
    public void Span_whose_parent_is_not_here_is_a_root() => Order(Otlp.Span(1, 2, parent: 77, name: "orphan")).ShouldBe([("orphan", 0, false)]);

    [Fact]
    public void Spans_that_are_each_others_ancestors_are_shown_once()
    {
        var rows = Order(Otlp.Span(1, 1, parent: 2, name: "a"), Otlp.Span(1, 2, parent: 1, name: "b", start: Otlp.Start + 1), Otlp.Span(1, 3, parent: 3, name: "own parent", start: Otlp.Start + 2));

        rows.Select(r => r.Name).ShouldBe(["own parent", "a", "b"]);
    }

    [Fact]
    public void Chain_of_ten_thousand_spans_is_no_recursion()
    {
        var rows = Order([.. Enumerable.Range(1, 10_000).Select(i => Otlp.Span(1, i, parent: i - 1, name: "link"))]);

        rows.Length.ShouldBe(10_000);
        rows[^1].Depth.ShouldBe(9_999);
    }

    [Fact]
    public void Span_that_came_twice_is_shown_once() => Order(Otlp.Span(1, 1, name: "same"), Otlp.Span(1, 1, name: "same")).Length.ShouldBe(1);

    private static (string Name, int Depth, bool HasChildren)[] Order(params System.Text.Json.Nodes.JsonObject[] spans)
    {
        var limits = new TelemetryLimits();
        var store = new TraceStore(limits);
        var signal = new TraceSignal(new(new(limits), limits), store, limits);
        signal.Store(Otlp.Protobuf(Otlp.Traces("shop", spans), signal.Schema));
        return [.. Waterfall.Order(store.Find(1)!.Spans).Select(r => (r.Span.Name, r.Depth, r.HasChildren))];
    }
}
