using System.Globalization;
using System.Text;
using Rollcall.Experiments.Scenarios;
using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>The tables of docs/experiments.md.</summary>
internal static class MarkdownReport
{
    /// <summary>Between these lines the document holds what a run wrote; the text around them is written by people.</summary>
    public const string Begin = "<!-- measured -->";
    public const string End = "<!-- /measured -->";

    public static string Tables(Results results, IReadOnlyList<Finding> findings, Bootstrap bootstrap)
    {
        var text = new StringBuilder();
        var machine = results.Machine;
        var quota = results.Options.CpuQuota is { } share ? string.Create(CultureInfo.InvariantCulture, $"nodes capped at {share:0.##} of a core") : "nodes not capped";
        text.AppendLine(CultureInfo.InvariantCulture, $"Measured {machine.Measured:yyyy-MM-dd} on {machine.Processor}, {machine.Cores} cores, {machine.MemoryGigabytes:0.#} GB, {machine.System}, {machine.Runtime}; load average before the run {machine.LoadAverage:0.##}. {results.Options.Rounds} rounds of {results.Options.Window.TotalSeconds:0.#} s windows, {quota}{(results.Options.Quick ? "; the quick form" : "")}.\n");
        foreach (var one in results.Again)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"`{one.Scenario}` was measured again on {one.Machine.Measured:yyyy-MM-dd HH:mm} UTC, {one.Machine.Processor}, load average {one.Machine.LoadAverage:0.##}.\n");
        }

        text.AppendLine("| question | measured | 95 % interval | goal | met |").AppendLine("|---|---|---|---|---|");
        foreach (var finding in findings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {finding.Name} | {Number(finding.Interval.Value)}{Unit(finding)} | {Number(finding.Interval.Low)} – {Number(finding.Interval.High)} | {GoalText(finding)} | {finding.Met switch { true => "yes", false => "**no**", null => "" }} |");
        }

        foreach (var (scenario, reason) in results.Aborted)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\nAborted: {scenario}: {reason}");
        }

        foreach (var model in results.Options.Models)
        {
            AppendComparison(text, new PaperComparison(results, bootstrap).Rows(model), model);
            AppendPaper(text, results, model, bootstrap);
        }

        return text.ToString();
    }

    /// <summary>Puts the tables into the document, in place of those of an earlier run.</summary>
    /// <exception cref="InvalidDataException">The document lacks the lines between which they go.</exception>
    public static string Insert(string document, string tables)
    {
        var begin = document.IndexOf(Begin, StringComparison.Ordinal);
        var end = document.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? $"{document[..(begin + Begin.Length)]}\n{tables}{document[end..]}"
            : throw new InvalidDataException($"The document has no lines {Begin} and {End} between which the tables could go.");
    }

    private static void AppendComparison(StringBuilder text, IReadOnlyList<(string Question, string Paper, string Here)> rows, string model)
    {
        if (rows.Count == 0)
        {
            return;
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"\nThe paper beside {model} here:\n").AppendLine("| question | paper | here |").AppendLine("|---|---|---|");
        foreach (var (question, paper, here) in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {question} | {paper} | {here} |");
        }
    }

    private static void AppendPaper(StringBuilder text, Results results, string model, Bootstrap bootstrap)
    {
        var levels = results.Measurements.Where(one => one.Trial.Scenario == PaperScenario.ScenarioName && one.Trial.Model == model).Select(one => one.Trial.Level).Distinct().Order().ToArray();
        if (levels.Length == 0)
        {
            return;
        }

        string[] configurations = [PaperScenario.WithoutAgent, PaperScenario.WithAgent, PaperScenario.Balanced];
        foreach (var (title, select) in new (string, Func<Measurement, double>)[] { ("mean response time, ms (figure 7)", one => one.Mean), ("requests per second (figure 8)", one => one.Throughput) })
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\n{model}: {title}\n").AppendLine(CultureInfo.InvariantCulture, $"| concurrent requests | {string.Join(" | ", configurations)} |").AppendLine("|---|---|---|---|");
            foreach (var level in levels)
            {
                var cells = configurations.Select(configuration => results.Of(PaperScenario.ScenarioName, model, configuration, "closed", level).Select(select).ToArray())
                    .Select(values => values.Length == 0 ? "" : Cell(bootstrap.Median(values)));
                text.AppendLine(CultureInfo.InvariantCulture, $"| {level:0} | {string.Join(" | ", cells)} |");
            }
        }

        static string Cell(Interval interval) => $"{Number(interval.Value)} ({Number(interval.Low)}–{Number(interval.High)})";
    }

    /// <summary>Four significant digits: more would claim what five rounds cannot know.</summary>
    public static string Number(double value)
        => value == 0 ? "0" : Math.Abs(value) >= 1000 ? value.ToString("0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Unit(Finding finding) => finding.Unit.Length == 0 ? "" : $" {finding.Unit}";

    private static string GoalText(Finding finding) => finding.Goal is { } goal ? $"{(goal.AtLeast ? "≥" : "≤")} {Number(goal.Bound)}{Unit(finding)}" : "";
}
