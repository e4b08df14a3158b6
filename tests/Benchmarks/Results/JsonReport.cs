using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Tests;

namespace Benchmarks.Results;

/// <summary>The rows for programs; <c>docs/benchmarks/README.md</c> describes the form.</summary>
internal static class JsonReport
{
    /// <summary>Counts changes that would break a reader.</summary>
    private const int Schema = 1;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(BenchmarkResult result) => new JsonObject
    {
        ["schema"] = Schema,
        ["machine"] = JsonSerializer.SerializeToNode(result.Machine, s_options),
        ["quick"] = result.Quick,
        ["holds"] = result.Holds,
        ["suites"] = new JsonArray([.. result.Suites.Select(Suite)]),
    }.ToJsonString(s_options) + "\n";

    private static JsonObject Suite(SuiteResult suite) => new()
    {
        ["name"] = suite.Name,
        ["question"] = suite.Question,
        ["seconds"] = Math.Round(suite.Took.TotalSeconds, 1),
        ["rows"] = new JsonArray([.. suite.Rows.Select(Row)]),
    };

    private static JsonObject Row(Row row) => new()
    {
        ["name"] = row.Figure.Name,
        ["unit"] = row.Figure.Unit,
        ["value"] = row.Interval?.Value,
        ["low"] = row.Interval?.Low,
        ["high"] = row.Interval?.High,
        ["must"] = Bound(row.Figure.Must),
        ["aim"] = Bound(row.Figure.Aim),
        ["verdict"] = JsonNamingPolicy.CamelCase.ConvertName(row.Verdict.ToString()),
        ["reason"] = row.Reason,
    };

    private static JsonObject? Bound(Goal? goal) => goal is null ? null : new JsonObject { [goal.AtLeast ? "atLeast" : "atMost"] = goal.Bound };
}
