using System.Globalization;
using Rollcall.Experiments.Scenarios;
using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>The statements of the paper's text, each beside what was measured here.</summary>
internal sealed class PaperComparison(Results results, Bootstrap bootstrap)
{
    /// <returns>One row a statement; none when the paper's scenario did not run for the model.</returns>
    public IReadOnlyList<(string Question, string Paper, string Here)> Rows(string model)
    {
        var clients = PaperScenario.ComparedAt(results.Options);
        var all = results.Together(PaperScenario.ScenarioName, model, "closed", clients, PaperScenario.WithoutAgent, PaperScenario.WithAgent, PaperScenario.Balanced);
        if (all[0].Count == 0)
        {
            return [];
        }

        var (without, with, many) = (all[0], all[1], all[2]);
        return
        [
            ($"mean response time of one node at {clients} concurrent requests", PaperFigures.MeanResponse, $"{Text(bootstrap.Median(Means(with)))} ms"),
            ("response time added by the agent", PaperFigures.AddedByAgent, $"{Text(bootstrap.Median([.. Means(with).Zip(Means(without), (a, b) => a - b)]))} ms"),
            ("throughput lost to the agent", PaperFigures.ThroughputLost, $"{Text(bootstrap.Median([.. Rates(without).Zip(Rates(with), (a, b) => 100 * (1 - (b / a)))]))} %"),
            ($"throughput of {results.Options.Nodes} nodes, round robin", PaperFigures.ManyNodesThroughput, $"{Text(bootstrap.PairedRatio(Rates(many), Rates(with)))} × one node's"),
            ($"response time of {results.Options.Nodes} nodes", PaperFigures.ManyNodesResponse, $"{Text(bootstrap.PairedRatio(Means(many), Means(with)))} × one node's"),
            .. Proportionality(model),
        ];
    }

    /// <summary>One client does not queue, so proportionality is looked for between the levels above it.</summary>
    private IEnumerable<(string, string, string)> Proportionality(string model)
    {
        var levels = results.Options.Concurrency.Where(clients => clients > 1).Order().ToArray();
        if (levels.Length > 1)
        {
            var (few, many) = (Level(levels[0]), Level(levels[^1]));
            yield return (
                "response time against concurrency",
                PaperFigures.Proportional,
                string.Create(CultureInfo.InvariantCulture, $"{Text(bootstrap.PairedRatio(many, few))} × from {levels[0]} to {levels[^1]} requests (proportional: {(double)levels[^1] / levels[0]:0.#} ×)"));
        }

        double[] Level(int clients) => Means(results.Together(PaperScenario.ScenarioName, model, "closed", clients, PaperScenario.WithAgent)[0]);
    }

    private static double[] Means(IReadOnlyList<Measurement> all) => [.. all.Select(one => one.Mean)];

    private static double[] Rates(IReadOnlyList<Measurement> all) => [.. all.Select(one => one.Throughput)];

    private static string Text(Interval interval) => $"{MarkdownReport.Number(interval.Value)} ({MarkdownReport.Number(interval.Low)} to {MarkdownReport.Number(interval.High)})";
}
