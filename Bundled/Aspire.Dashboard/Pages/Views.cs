using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Pages;

/// <summary>A sender of telemetry.</summary>
internal sealed record SourceView(string Service, string Name, string Instance, int Color);

/// <summary>An attribute.</summary>
internal sealed record PairView(string Key, string Value)
{
    public static PairView[] Of(IEnumerable<Attributes.Item> items) => [.. items.Select(i => new PairView(i.Key, i.Value))];
}

/// <summary>The part that a sender has in a trace.</summary>
internal sealed record ShareView(string Resource, int Color, int Spans, int Errors);

/// <summary>A trace in the list; times in milliseconds.</summary>
internal sealed record TraceRow(string Id, string Name, double Start, double Duration, bool Error, ShareView[] Shares);

/// <summary>How many traces go by a name.</summary>
internal sealed record NameCount(string Name, int Count);

/// <summary>A list of traces.</summary>
internal sealed record TraceListView(int Total, int Matched, TraceRow[] Items, NameCount[] Names);

/// <summary>A trace with its spans.</summary>
internal sealed record TraceView(string Id, string Name, double Start, double Duration, SpanView[] Spans);

/// <summary>A record in the list of logs.</summary>
internal sealed record LogView(
    long Number, double Time, string Level, string Resource, int Color, string Scope, string Message, string? TraceId, string? SpanId, PairView[] Attributes);

/// <summary>A list of log records.</summary>
internal sealed record LogListView(int Total, int Matched, LogView[] Items);

/// <summary>An instrument in the tree.</summary>
internal sealed record InstrumentView(string Name, string Unit, string Description, string Kind);

/// <summary>A meter in the tree.</summary>
internal sealed record MeterView(string Resource, string Name, InstrumentView[] Instruments);

/// <summary>An attribute that series differ by, with the values it has.</summary>
internal sealed record DimensionView(string Name, string[] Values);

/// <summary>One line of a graph; a value is null where nothing was measured.</summary>
internal sealed record LineView(string Name, PairView[] Attributes, double?[] Values, double? Last);

/// <summary>An instrument over time.</summary>
/// <param name="Instrument">What it is.</param>
/// <param name="Shown">What the values are: the instrument's own, or its rate, or percentiles.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Times">When (milliseconds since 1970).</param>
/// <param name="Lines">The values.</param>
/// <param name="Rows">Every series with its last value, for the table.</param>
/// <param name="Dimensions">What can be filtered by.</param>
internal sealed record MetricView(InstrumentView Instrument, string Shown, string Unit, long[] Times, LineView[] Lines, LineView[] Rows, DimensionView[] Dimensions);
