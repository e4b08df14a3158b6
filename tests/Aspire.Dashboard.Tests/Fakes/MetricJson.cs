using System.Text.Json.Nodes;

namespace Aspire.Dashboard.Tests.Fakes;

/// <summary>Metrics as a sender would write them; seconds count from <see cref="Otlp.Start"/>.</summary>
internal static class MetricJson
{
    public static JsonObject Gauge(string name, double value, int second) => Gauge(name, (value, second, ""));

    public static JsonObject Gauge(string name, params (double Value, int Second, string Attribute)[] points) => new()
    {
        ["name"] = name,
        ["gauge"] = new JsonObject { ["dataPoints"] = new JsonArray([.. points.Select(p => Point(p.Value, p.Second, p.Attribute))]) },
    };

    public static JsonObject Counter(string name, double value, int second, int temporality = 2) => new()
    {
        ["name"] = name,
        ["unit"] = "{request}",
        ["sum"] = new JsonObject { ["dataPoints"] = new JsonArray(Point(value, second, "")), ["aggregationTemporality"] = temporality, ["isMonotonic"] = true },
    };

    public static JsonObject Histogram(string name, ulong[] counts, int second, string attribute = "") => new()
    {
        ["name"] = name,
        ["unit"] = "s",
        ["histogram"] = new JsonObject
        {
            ["dataPoints"] = new JsonArray(new JsonObject
            {
                ["attributes"] = attribute.Length == 0 ? [] : Otlp.Attributes(("node", attribute)),
                ["timeUnixNano"] = Otlp.Text(Otlp.Start + ((ulong)second * Otlp.Second)),
                ["count"] = Otlp.Text(counts.Aggregate((a, b) => a + b)),
                ["sum"] = 1,
                ["bucketCounts"] = new JsonArray([.. counts.Select(c => JsonValue.Create(Otlp.Text(c)))]),
                ["explicitBounds"] = new JsonArray(1, 2),
            }),
            ["aggregationTemporality"] = 2,
        },
    };

    private static JsonObject Point(double value, int second, string attribute) => new()
    {
        ["attributes"] = attribute.Length == 0 ? [] : Otlp.Attributes(("node", attribute)),
        ["timeUnixNano"] = Otlp.Text(Otlp.Start + ((ulong)second * Otlp.Second)),
        ["asDouble"] = value,
    };
}
