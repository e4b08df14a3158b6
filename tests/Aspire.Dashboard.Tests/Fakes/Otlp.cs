using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Tests.Fakes;

/// <summary>Requests as a sender would write them.</summary>
internal static class Otlp
{
    public const ulong Second = 1_000_000_000;

    /// <summary>A moment that spans of tests start at.</summary>
    public const ulong Start = 1_750_000_000 * Second;

    public static string TraceId(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    public static string SpanId(int number) => number.ToString("x16", CultureInfo.InvariantCulture);

    public static JsonObject Span(int trace, int span, int parent = 0, string name = "span", ulong start = Start, ulong duration = Second, bool error = false, params (string Key, string Value)[] attributes) => new()
    {
        ["traceId"] = TraceId(trace),
        ["spanId"] = SpanId(span),
        ["parentSpanId"] = parent == 0 ? "" : SpanId(parent),
        ["name"] = name,
        ["kind"] = 2,
        ["startTimeUnixNano"] = Text(start),
        ["endTimeUnixNano"] = Text(start + duration),
        ["attributes"] = Attributes(attributes),
        ["status"] = error ? new JsonObject { ["code"] = 2, ["message"] = "failed" } : [],
    };

    public static JsonObject Log(string message, int severity = 9, int trace = 0, int span = 0, ulong time = Start, params (string Key, string Value)[] attributes) => new()
    {
        ["timeUnixNano"] = Text(time),
        ["severityNumber"] = severity,
        ["severityText"] = "whatever",
        ["body"] = new JsonObject { ["stringValue"] = message },
        ["attributes"] = Attributes(attributes),
        ["traceId"] = trace == 0 ? "" : TraceId(trace),
        ["spanId"] = span == 0 ? "" : SpanId(span),
    };

    public static JsonArray Attributes(params (string Key, string Value)[] attributes) =>
        [.. attributes.Select(a => new JsonObject { ["key"] = a.Key, ["value"] = new JsonObject { ["stringValue"] = a.Value } })];

    public static string Traces(string service, params JsonObject[] spans) => Request("resourceSpans", "scopeSpans", "spans", service, spans);

    public static string Logs(string service, params JsonObject[] records) => Request("resourceLogs", "scopeLogs", "logRecords", service, records);

    public static string Metrics(string service, params JsonObject[] metrics) => Request("resourceMetrics", "scopeMetrics", "metrics", service, metrics);

    public static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same request in protobuf.</summary>
    public static byte[] Protobuf(string json, OtlpMessage schema) => OtlpJsonReader.Read(Encoding.UTF8.GetBytes(json), schema).ToArray();

    private static string Request(string resources, string scopes, string items, string service, JsonObject[] content) => new JsonObject
    {
        [resources] = new JsonArray(new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = Attributes(("service.name", service), ("service.instance.id", service + "-1")) },
            [scopes] = new JsonArray(new JsonObject
            {
                ["scope"] = new JsonObject { ["name"] = "test.scope", ["version"] = "1" },
                [items] = new JsonArray([.. content]),
            }),
        }),
    }.ToJsonString();
}
