using System.Text.Json.Nodes;

namespace Rollcall.Integration.Dashboard;

/// <summary>A span as the dashboard's API tells it.</summary>
internal sealed record Span(string Service, JsonNode Json)
{
    public const int Internal = 1;
    public const int Server = 2;
    public const int Client = 3;

    public string TraceId => (string)Json["traceId"]!;

    public string Id => (string)Json["spanId"]!;

    /// <summary>Empty for a root.</summary>
    public string ParentId => (string?)Json["parentSpanId"] ?? "";

    public string Name => (string)Json["name"]!;

    public int Kind => (int)Json["kind"]!;

    /// <summary>The value of an attribute as text, or null.</summary>
    public string? this[string attribute] =>
        Json["attributes"]?.AsArray().FirstOrDefault(a => (string)a!["key"]! == attribute)?["value"]!.AsObject().Single().Value!.ToString();
}
