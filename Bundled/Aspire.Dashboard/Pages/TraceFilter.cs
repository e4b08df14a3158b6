using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Pages;

/// <summary>Which traces a page wants to see.</summary>
/// <param name="Resource">Those in which a sender took part.</param>
/// <param name="Text">Part of a span's name, the beginning of a trace's id, or <c>attribute=value</c>.</param>
/// <param name="Errors">Only those with a failed span.</param>
/// <param name="Least">The shortest (milliseconds).</param>
/// <param name="Hidden">Names of traces that are left out.</param>
/// <param name="Limit">The most.</param>
internal sealed record TraceFilter(string? Resource, string? Text, bool Errors, double Least, IReadOnlyCollection<string> Hidden, int Limit)
{
    private const double NanosecondsPerMillisecond = 1e6;

    public bool Matches(TraceSnapshot trace) =>
        (!Errors || trace.HasError) && (Least <= 0 || trace.Duration >= Least * NanosecondsPerMillisecond) && (string.IsNullOrEmpty(Text) || MatchesText(trace, Text));

    private static bool MatchesText(TraceSnapshot trace, string text)
    {
        if (text.Split('=', 2) is [{ Length: > 0 } key, var value])
        {
            return trace.Spans.Any(s => Attributes.Read(s.Raw, 9).Any(a =>
                string.Equals(a.Key, key, StringComparison.OrdinalIgnoreCase) && string.Equals(a.Value, value, StringComparison.OrdinalIgnoreCase)));
        }

        return trace.Spans.Any(s => s.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
            || TelemetryIds.Text(trace.Id).StartsWith(text, StringComparison.OrdinalIgnoreCase);
    }
}
