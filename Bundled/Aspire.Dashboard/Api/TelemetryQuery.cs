using System.Globalization;
using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Api;

/// <summary>The parameters of a request for telemetry.</summary>
/// <param name="Resources">Senders asked for; null for all.</param>
/// <param name="TraceId">The trace asked for.</param>
/// <param name="HasError">Only what failed, or only what did not.</param>
/// <param name="Least">The lowest level of logs.</param>
/// <param name="Limit">The most items.</param>
/// <param name="Follow">Whether to go on with what comes.</param>
internal sealed record TelemetryQuery(SenderFilter? Resources, UInt128? TraceId, bool? HasError, LogLevel Least, int Limit, bool Follow)
{
    /// <summary>Reads them.</summary>
    /// <returns>The query, or the status and the reason of a refusal.</returns>
    public static (TelemetryQuery? Query, int Status, string Reason) Read(IQueryCollection query, TelemetryResources resources, int defaultLimit)
    {
        string[] names = [.. query["resource"].OfType<string>().Where(static name => name.Length > 0)];
        var senders = names.Length == 0 ? null : new SenderFilter(resources, names);
        if (senders?.Unknown is { } unknown)
        {
            return (null, StatusCodes.Status404NotFound, $"No telemetry of a resource '{unknown}' was received.");
        }

        UInt128? traceId = null;
        if (query["traceId"].ToString() is { Length: > 0 } trace)
        {
            traceId = TelemetryIds.TryParse(trace, out var id) ? id : TelemetryIds.Nobody;
        }

        var limit = defaultLimit;
        if (query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit == 0))
        {
            return (null, StatusCodes.Status400BadRequest, $"limit '{text}' is no positive number.");
        }

        var least = LogLevel.Trace;
        if (query["severity"].ToString() is { Length: > 0 } severity && (!Enum.TryParse(severity, ignoreCase: true, out least) || !Enum.IsDefined(least) || char.IsDigit(severity[0])))
        {
            return (null, StatusCodes.Status400BadRequest, $"severity '{severity}' is none of Trace, Debug, Information, Warning, Error, Critical.");
        }

        return (new(senders, traceId, Flag(query["hasError"]), least, limit, Flag(query["follow"]) ?? false), StatusCodes.Status200OK, "");
    }

    public bool Matches(SpanRecord span) =>
        (Resources?.Contains(span.Scope.Resource) ?? true) && (TraceId is not { } id || id == span.TraceId) && (HasError ?? span.IsError) == span.IsError;

    public bool Matches(LogRecord record) =>
        (Resources?.Contains(record.Scope.Resource) ?? true) && (TraceId is not { } id || id == record.TraceId) && record.Level >= Least;

    public bool Matches(TraceSnapshot trace) =>
        (Resources is null || trace.Spans.Any(s => Resources.Contains(s.Scope.Resource))) && (TraceId is not { } id || id == trace.Id) && (HasError ?? trace.HasError) == trace.HasError;

    private static bool? Flag(string? text) => bool.TryParse(text, out var value) ? value : null;
}
