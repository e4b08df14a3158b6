using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Pages;

/// <summary>Which log records a page wants to see.</summary>
/// <param name="Resource">Those of a sender.</param>
/// <param name="Text">Part of the message or of an attribute's value.</param>
/// <param name="Level">The lowest level.</param>
/// <param name="TraceId">Those of a trace.</param>
/// <param name="SpanId">Those of a span.</param>
/// <param name="Limit">The most.</param>
internal sealed record LogFilter(string? Resource, string? Text, LogLevel Level, UInt128? TraceId, string? SpanId, int Limit)
{
    public bool Matches(LogRecord record) =>
        record.Level >= Level
        && (TraceId is not { } trace || record.TraceId == trace)
        && (string.IsNullOrEmpty(SpanId) || TelemetryIds.Text(record.SpanId) == SpanId)
        && (string.IsNullOrEmpty(Text)
            || record.Message.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || Attributes.Read(record.Raw, 6).Any(a => a.Value.Contains(Text, StringComparison.OrdinalIgnoreCase)));
}
