using System.Globalization;
using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>Writes every form of the results into one folder.</summary>
internal static class ReportWriter
{
    public static IReadOnlyList<Finding> Write(Results results, string folder)
    {
        var bootstrap = new Bootstrap();
        var findings = new Findings(results, bootstrap).All();
        var figures = new Figures(results, bootstrap).All();
        CsvReport.Write(results, folder);
        JsonReport.Write(results, findings, Path.Combine(folder, Recomputation.ResultsFile));
        foreach (var figure in figures)
        {
            File.WriteAllText(Path.Combine(folder, $"{figure.File}.svg"), figure.Svg);
        }

        foreach (var (trial, latencies) in results.Histograms)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{trial.Scenario} {trial.Model} {trial.Configuration} {trial.Load} {trial.Level}");
            using var writer = new StreamWriter(Path.Combine(folder, $"{string.Join('-', name.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries))}.hgrm"));
            latencies.Write(writer);
        }

        File.WriteAllText(Path.Combine(folder, "report.html"), HtmlReport.Write(results, findings, figures, new PaperComparison(results, bootstrap)));
        File.WriteAllText(Path.Combine(folder, "tables.md"), MarkdownReport.Tables(results, findings, bootstrap));
        return findings;
    }
}
