using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;
using Rollcall.Experiments.Scenarios;
using Rollcall.Tests;
using Spectre.Console;

namespace Rollcall.Experiments;

/// <summary>One run from the command line.</summary>
internal static class ExperimentRun
{
    /// <returns>0 when everything ran and no request failed, 1 otherwise, 2 when the command line asks for what there is not.</returns>
    public static async Task<int> RunAsync(ExperimentOptions options, CancellationToken cancellationToken)
    {
        if (options.Recompute is { } earlier)
        {
            Report(Recomputation.Of(earlier), earlier, options.WriteDocs);
            return 0;
        }

        IReadOnlyList<IScenario> scenarios;
        try
        {
            scenarios = ScenarioList.Named(options.Scenarios);
            options.Models.ToList().ForEach(model => RequestBody.For(model));
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }

        // Two measurements at once would measure each other.
        using var machine = await MachineLock.AcquireAsync(cancellationToken);
        var folder = Directory.CreateDirectory(options.Output).FullName;
        var estimate = scenarios.Aggregate(TimeSpan.Zero, (sum, scenario) => sum + scenario.Estimate(options));
        AnsiConsole.MarkupLineInterpolated($"About {estimate.TotalMinutes:0} minutes; results go to {folder}.");
        var harness = new Harness(AspireSystem.StartAsync, TimeProvider.System);
        var results = await ConsoleProgress.RunAsync(estimate, progress => options.Again
            ? harness.RunAgainAsync(scenarios, folder, progress, cancellationToken)
            : harness.RunAsync(scenarios, options, folder, progress, cancellationToken));
        Report(results, folder, options.WriteDocs);
        return results.Aborted.Count == 0 && results.Measurements.Sum(one => one.Failures) == 0 ? 0 : 1;
    }

    private static void Report(Results results, string folder, bool writeDocs)
    {
        var findings = ReportWriter.Write(results, folder);
        Print(findings);
        if (writeDocs)
        {
            Publication.Write(folder, MarkdownReport.Tables(results, findings, new Bootstrap()), Path.Combine(Checkout.Root, "docs", "experiments.md"));
        }
    }

    private static void Print(IReadOnlyList<Finding> findings)
    {
        var table = new Table().AddColumns("question", "measured", "95 % interval", "goal", "met");
        foreach (var finding in findings)
        {
            table.AddRow(
                Markup.Escape(finding.Name),
                $"{MarkdownReport.Number(finding.Interval.Value)} {finding.Unit}",
                $"{MarkdownReport.Number(finding.Interval.Low)} – {MarkdownReport.Number(finding.Interval.High)}",
                finding.Goal is { } goal ? $"{(goal.AtLeast ? "≥" : "≤")} {MarkdownReport.Number(goal.Bound)}" : "",
                finding.Met switch { true => "ok", false => "[red]short[/]", null => "" });
        }

        AnsiConsole.Write(table);
    }
}
