using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Storage.Metrics;

namespace Aspire.Dashboard.Pages;

/// <summary>Answers the questions of the pages.</summary>
internal sealed class PageViews(TelemetryResources resources, TraceStore traces, LogStore logs, MetricStore metrics, TimeProvider clock)
{
    private const double NanosecondsPerMillisecond = 1e6;

    // A row of chips; what is rarer can be searched for.
    private const int MostNames = 12;

    /// <summary>Senders, in the order they were heard of.</summary>
    public SourceView[] Sources() => [.. resources.All.Select(r => new SourceView(r.Name, resources.DisplayName(r), r.Instance, r.Index))];

    /// <summary>The newest traces that match.</summary>
    public TraceListView Traces(TraceFilter filter)
    {
        var senders = Senders(filter.Resource);
        var all = traces.Newest();
        var ofSenders = all.Where(t => senders is null || t.Spans.Any(s => senders.Contains(s.Scope.Resource))).Select(t => (Trace: t, t.Root.Name)).ToArray();
        var matched = ofSenders.Where(t => !filter.Hidden.Contains(t.Name) && filter.Matches(t.Trace)).ToArray();
        var names = ofSenders.CountBy(t => t.Name).OrderByDescending(n => n.Value).Take(MostNames).Select(n => new NameCount(n.Key, n.Value));
        return new(all.Length, matched.Length, [.. matched.Take(filter.Limit).Select(t => Row(t.Trace, t.Name))], [.. names]);
    }

    /// <summary>One trace as a waterfall; null when it is not here.</summary>
    public TraceView? Trace(UInt128 id)
    {
        if (traces.Find(id) is not { } trace)
        {
            return null;
        }

        var related = logs.Newest().Where(l => l.TraceId == id).CountBy(l => l.SpanId).ToDictionary();
        return new(
            TelemetryIds.Text(id), trace.Root.Name, Milliseconds(trace.Start), trace.Duration / NanosecondsPerMillisecond,
            [.. Waterfall.Order(trace.Spans).Select(row => SpanView.Of(row, trace.Start, Share(row.Span), related.GetValueOrDefault(row.Span.SpanId)))]);
    }

    /// <summary>The newest log records that match.</summary>
    public LogListView Logs(LogFilter filter)
    {
        var senders = Senders(filter.Resource);
        var all = logs.Newest();
        var matched = all.Where(l => (senders is null || senders.Contains(l.Scope.Resource)) && filter.Matches(l)).ToArray();
        return new(all.Length, matched.Length, [.. matched.Take(filter.Limit).Select(l => new LogView(
            l.Number, Milliseconds(l.Time), l.Level.ToString(), resources.DisplayName(l.Scope.Resource), l.Scope.Resource.Index, l.Scope.Name, l.Message,
            l.TraceId == UInt128.Zero ? null : TelemetryIds.Text(l.TraceId),
            l.SpanId == 0 ? null : TelemetryIds.Text(l.SpanId),
            PairView.Of(Attributes.Read(l.Raw, 6))))]);
    }

    /// <summary>Meters and their instruments by sender.</summary>
    public MeterView[] Meters() =>
    [
        .. metrics.Select(i => (Resource: resources.DisplayName(i.Scope.Resource), Meter: i.Scope.Name, Instrument: new InstrumentView(i.Name, i.Unit, i.Description, i.Kind.ToString())))
            .GroupBy(i => (i.Resource, i.Meter))
            .OrderBy(g => g.Key.Resource, StringComparer.Ordinal).ThenBy(g => g.Key.Meter, StringComparer.Ordinal)
            .Select(g => new MeterView(g.Key.Resource, g.Key.Meter, [.. g.Select(i => i.Instrument).DistinctBy(i => i.Name).OrderBy(i => i.Name, StringComparer.Ordinal)])),
    ];

    /// <summary>An instrument over time; null when there is none.</summary>
    public MetricView? Metric(MetricFilter filter) =>
        metrics.Find(resources.Find(filter.Resource).ToHashSet(), filter.Meter, filter.Instrument) is { } instrument
            ? MetricGraph.Draw(instrument, filter, clock.GetUtcNow().ToUnixTimeMilliseconds())
            : null;

    /// <summary>Forgets all telemetry.</summary>
    public void Clear()
    {
        traces.Clear();
        logs.Clear();
        metrics.Clear();
        foreach (var resource in resources.All)
        {
            (resource.HasTraces, resource.HasLogs, resource.HasMetrics) = (false, false, false);
        }
    }

    private static double Milliseconds(ulong nanoseconds) => nanoseconds / NanosecondsPerMillisecond;

    private HashSet<TelemetryResource>? Senders(string? name) => string.IsNullOrEmpty(name) ? null : [.. resources.Find(name)];

    private ShareView Share(SpanRecord span) => new(resources.DisplayName(span.Scope.Resource), span.Scope.Resource.Index, 1, span.IsError ? 1 : 0);

    private TraceRow Row(TraceSnapshot trace, string name) => new(
        TelemetryIds.Text(trace.Id), name, Milliseconds(trace.Start), trace.Duration / NanosecondsPerMillisecond, trace.HasError,
        [.. trace.Spans.GroupBy(s => s.Scope.Resource).Select(g => new ShareView(resources.DisplayName(g.Key), g.Key.Index, g.Count(), g.Count(s => s.IsError)))]);
}
