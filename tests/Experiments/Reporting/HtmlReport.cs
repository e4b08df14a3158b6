using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Rollcall.Experiments.Scenarios;
using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>One HTML file that needs no other: facts, findings, figures, every measurement.</summary>
internal static partial class HtmlReport
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
        h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2.5rem }
        table { border-collapse: collapse; width: 100%; font-size: .85rem; font-variant-numeric: tabular-nums }
        th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #ddd } td.n { text-align: right }
        figure { margin: 1.5rem 0 } figure svg { max-width: 100%; height: auto } figcaption { color: #555 }
        .yes { color: #00734d } .no { color: #b00020; font-weight: 600 } details { margin-top: 1rem } .wide { overflow-x: auto }
        """;

    public static string Write(Results results, IReadOnlyList<Finding> findings, IReadOnlyList<Figure> figures, PaperComparison comparison)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Rollcall experiments</title><style>")
            .Append(Style).Append("</style></head><body><h1>Rollcall experiments</h1>");
        AppendFacts(html, results);
        AppendTable(html, "Findings", ["question", "measured", "95 % interval", "unit", "goal", "met"], findings.Select(finding => new object?[]
        {
            finding.Name, finding.Interval.Value, $"{MarkdownReport.Number(finding.Interval.Low)} – {MarkdownReport.Number(finding.Interval.High)}", finding.Unit,
            finding.Goal is { } goal ? $"{(goal.AtLeast ? "≥" : "≤")} {MarkdownReport.Number(goal.Bound)}" : "", finding.Met,
        }));
        AppendTable(html, "Aborted", ["scenario", "reason"], results.Aborted.Select(one => new object?[] { one.Scenario, one.Reason }));
        foreach (var model in results.Options.Models)
        {
            AppendTable(html, $"The paper's statements beside {model}", ["question", "paper", "here"], comparison.Rows(model).Select(one => new object?[] { one.Question, one.Paper, one.Here }));
        }

        html.Append("<h2>Figures</h2><p>Points are medians over rounds, bars 95 % intervals.</p>");
        foreach (var figure in figures)
        {
            html.Append("<figure>").Append(ClipId().Replace(figure.Svg, $"{figure.File}-$1")).Append("<figcaption>").Append(WebUtility.HtmlEncode(figure.Caption)).Append("</figcaption></figure>");
        }

        AppendTable(html, "Scenarios", ["name", "question"], ScenarioList.All.Select(scenario => new object?[] { scenario.Name, scenario.Question }));
        AppendTable(
            html, "Every load", ["scenario", "model", "configuration", "load", "level", "round", "requests", "failed", "req/s", "mean ms", "p50", "p90", "p99", "max"],
            results.Measurements.Select(one => new object?[]
            {
                one.Trial.Scenario, one.Trial.Model, one.Trial.Configuration, one.Trial.Load, one.Trial.Level, one.Trial.Round,
                one.Requests, one.Failures, one.Throughput, one.Mean, one.P50, one.P90, one.P99, one.Max,
            }),
            folded: true);
        AppendTable(
            html, "Every process", ["scenario", "configuration", "level", "round", "process", "cores", "resident MiB", "anonymous MiB", "sent kB/s", "received kB/s"],
            results.Processes.Select(one => new object?[]
            {
                one.Trial.Scenario, one.Trial.Configuration, one.Trial.Level, one.Trial.Round, one.Usage.Process, one.Usage.Cores,
                ProcFile.Mebibytes(one.Usage.Resident), ProcFile.Mebibytes(one.Usage.Anonymous), one.Usage.Sent / 1000, one.Usage.Received / 1000,
            }),
            folded: true);
        AppendTable(html, "Every observation", ["scenario", "what", "round", "value", "unit"], results.Observations.Select(one => new object?[] { one.Scenario, one.Name, one.Round, one.Value, one.Unit }), folded: true);
        return html.Append("</body></html>\n").ToString();
    }

    /// <summary>Every drawing counts its own from 1; on one page the first one's would clip them all.</summary>
    [GeneratedRegex(@"\bclipPath(\d+)\b")]
    private static partial Regex ClipId();

    private static void AppendFacts(StringBuilder html, Results results)
    {
        var (machine, options) = (results.Machine, results.Options);
        AppendTable(html, "Machine and method", ["fact", "value"],
        [
            ["processor", $"{machine.Processor}, {machine.Cores} logical processors"],
            ["memory", string.Create(CultureInfo.InvariantCulture, $"{machine.MemoryGigabytes:0.#} GB")],
            ["system", $"{machine.System}; {machine.Runtime}"],
            ["load average before the run", machine.LoadAverage?.ToString("0.##", CultureInfo.InvariantCulture)],
            ["begun", machine.Measured.ToString("u", CultureInfo.InvariantCulture)],
            ["nodes", options.CpuQuota is { } quota ? string.Create(CultureInfo.InvariantCulture, $"{options.Nodes}, each capped at {quota:0.##} of a core, so that they fit on this machine side by side (the saturated scenarios run uncapped)") : $"{options.Nodes}, not capped"],
            ["rounds and windows", string.Create(CultureInfo.InvariantCulture, $"{options.Rounds} rounds, configurations alternating; {options.Window.TotalSeconds:0.#} s measured after {options.WarmUp.TotalSeconds:0.#} s of warm-up")],
            ["the paper's machines", PaperFigures.Machines],
            .. results.Again.Select(one => new object?[] { $"{one.Scenario} measured again", string.Create(CultureInfo.InvariantCulture, $"{one.Machine.Measured:u}, {one.Machine.Processor}, load average {one.Machine.LoadAverage:0.##}") }),
        ]);
    }

    private static void AppendTable(StringBuilder html, string title, string[] head, IEnumerable<object?[]> rows, bool folded = false)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
        {
            return;
        }

        html.Append(folded ? $"<details><summary>{title}</summary>" : $"<h2>{title}</h2>").Append("<div class=\"wide\"><table><tr>");
        foreach (var cell in head)
        {
            html.Append("<th>").Append(WebUtility.HtmlEncode(cell)).Append("</th>");
        }

        html.Append("</tr>");
        foreach (var row in all)
        {
            html.Append("<tr>");
            foreach (var cell in row)
            {
                html.Append(cell switch
                {
                    bool met => met ? "<td class=\"yes\">yes</td>" : "<td class=\"no\">no</td>",
                    double number => $"<td class=\"n\">{MarkdownReport.Number(number)}</td>",
                    int or long => $"<td class=\"n\">{cell}</td>",
                    _ => $"<td>{WebUtility.HtmlEncode(cell?.ToString())}</td>",
                });
            }

            html.Append("</tr>");
        }

        html.Append("</table></div>").Append(folded ? "</details>" : "");
    }
}
