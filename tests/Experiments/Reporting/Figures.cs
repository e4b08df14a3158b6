using Rollcall.Experiments.Scenarios;
using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>Draws the paper's figures and some that say more. What was not measured is not drawn.</summary>
internal sealed class Figures(Results results, Bootstrap bootstrap)
{
    private static readonly string[] s_configurations = [PaperScenario.WithoutAgent, PaperScenario.WithAgent, PaperScenario.Balanced];

    public IReadOnlyList<Figure> All() => [.. results.Options.Models.SelectMany(Paper), .. OpenLoop(), .. PollInterval(), .. TimeToRoute()];

    private IEnumerable<Figure> Paper(string model)
    {
        var measured = results.Measurements.Where(one => one.Trial.Scenario == PaperScenario.ScenarioName && one.Trial.Model == model)
            .Select(one => one.Trial.Level).Distinct().Order()
            .Select(level => (Level: level, All: results.Together(PaperScenario.ScenarioName, model, "closed", level, s_configurations)))
            .Where(one => one.All[0].Count > 0)
            .ToDictionary(one => one.Level, one => one.All);
        var levels = measured.Keys.ToArray();
        if (levels.Length == 0)
        {
            yield break;
        }

        yield return Draw("figure-7", "mean response time, ms", "The paper's figure 7: mean response time against concurrent requests", one => one.Mean);
        yield return Draw("figure-8", "requests per second", "The paper's figure 8: throughput against concurrent requests", one => one.Throughput);
        yield return Percentiles();
        yield return ThroughputLatency();
        yield return Scaling();
        yield return Overhead();

        Figure Draw(string file, string axis, string caption, Func<Measurement, double> select)
        {
            var chart = new LineChart($"{caption} ({model})", "concurrent requests", axis);
            foreach (var configuration in s_configurations)
            {
                chart.Add(configuration, levels.Select(level => (level, Median(configuration, level, select))));
            }

            return new Figure($"{file}-{model}", caption, chart.ToSvg());
        }

        Figure Percentiles()
        {
            const string Caption = "Response time percentiles against concurrent requests";
            var chart = new LineChart($"{Caption} ({model})", "concurrent requests", "response time, ms");
            foreach (var configuration in s_configurations[1..])
            {
                chart.Add($"p50, {configuration}", levels.Select(level => (level, Median(configuration, level, one => one.P50))));
                chart.Add($"p99, {configuration}", levels.Select(level => (level, Median(configuration, level, one => one.P99))));
            }

            return new Figure($"percentiles-{model}", Caption, chart.ToSvg());
        }

        Figure ThroughputLatency()
        {
            const string Caption = "Response time against throughput (closed loop)";
            var chart = new LineChart($"{Caption} ({model})", "requests per second", "mean response time, ms");
            foreach (var configuration in s_configurations)
            {
                chart.Add(configuration, levels.Select(level => (Median(configuration, level, one => one.Throughput).Value, Point(Median(configuration, level, one => one.Mean).Value))));
            }

            return new Figure($"throughput-latency-{model}", Caption, chart.ToSvg());
        }

        Figure Scaling()
        {
            var caption = $"Throughput of {results.Options.Nodes} nodes ÷ one, beside the ideal";
            var chart = new LineChart($"{caption} ({model})", "concurrent requests", "ratio");
            chart.Add("measured", levels.Select(level => (level, Ratio(PaperScenario.Balanced, PaperScenario.WithAgent, level, one => one.Throughput))));
            chart.Add("ideal", levels.Select(level => (level, Point(Ideal(level)))), dashed: true);
            return new Figure($"scaling-{model}", caption, chart.ToSvg());
        }

        Figure Overhead()
        {
            const string Caption = "With the agent ÷ without, with 95 % intervals";
            var chart = new LineChart($"{Caption} ({model})", "concurrent requests", "ratio", aroundOne: true);
            chart.Add("throughput", levels.Select(level => (level, Ratio(PaperScenario.WithAgent, PaperScenario.WithoutAgent, level, one => one.Throughput))));
            chart.Add("mean response time", levels.Select(level => (level, Ratio(PaperScenario.WithAgent, PaperScenario.WithoutAgent, level, one => one.Mean))));
            chart.Add("no difference", levels.Select(level => (level, Point(1))), dashed: true);
            return new Figure($"overhead-{model}", Caption, chart.ToSvg());
        }

        // A capped node rests after each answer, and so few clients as one keep it from the next; many nodes rest side by side.
        double Ideal(double clients) => Math.Min(results.Options.Nodes, clients / Math.Min(1, results.Options.CpuQuota ?? 1));

        Interval Median(string configuration, double level, Func<Measurement, double> select)
            => bootstrap.Median(Values(configuration, level, select));

        Interval Ratio(string numerator, string denominator, double level, Func<Measurement, double> select)
            => bootstrap.PairedRatio(Values(numerator, level, select), Values(denominator, level, select));

        double[] Values(string configuration, double level, Func<Measurement, double> select)
            => [.. measured[level][Array.IndexOf(s_configurations, configuration)].Select(select)];
    }

    private IEnumerable<Figure> OpenLoop()
    {
        var measured = results.Measurements.Where(one => one.Trial is { Scenario: OpenLoopScenario.ScenarioName, Load: "open" }).ToArray();
        if (measured.Length == 0)
        {
            yield break;
        }

        const string Caption = "Response time against a constant request rate, from when each request was due";
        var chart = new LineChart(Caption, "requests per second", "response time, ms");
        foreach (var configuration in measured.GroupBy(one => one.Trial.Configuration))
        {
            var levels = configuration.GroupBy(one => one.Trial.Level).OrderBy(level => level.Key).ToArray();
            chart.Add($"p50, {configuration.Key}", levels.Select(level => (level.Key, bootstrap.Median([.. level.Select(one => one.P50)]))));
            chart.Add($"p99, {configuration.Key}", levels.Select(level => (level.Key, bootstrap.Median([.. level.Select(one => one.P99)]))));
        }

        yield return new Figure("open-loop", Caption, chart.ToSvg());
    }

    private IEnumerable<Figure> PollInterval()
    {
        var pairs = PollIntervalScenario.Intervals
            .Select(seconds => (Seconds: seconds, Pair: results.Together(
                PollIntervalScenario.ScenarioName, results.Options.Models[0], "closed", PollIntervalScenario.Clients, PollIntervalScenario.Configuration(seconds), PollIntervalScenario.NoAgent)))
            .Where(one => one.Pair[0].Count > 0)
            .ToArray();
        if (pairs.Length == 0)
        {
            yield break;
        }

        const string Caption = "Throughput of a saturated node with an agent ÷ without, by poll interval";
        var chart = new LineChart(Caption, "poll interval, s", "ratio", logarithmicX: true, aroundOne: true);
        chart.Add("measured", pairs.Select(one => (one.Seconds, bootstrap.PairedRatio([.. one.Pair[0].Select(with => with.Throughput)], [.. one.Pair[1].Select(without => without.Throughput)]))));
        chart.Add("no difference", pairs.Select(one => (one.Seconds, Point(1))), dashed: true);
        yield return new Figure("poll-interval", Caption, chart.ToSvg());
    }

    private IEnumerable<Figure> TimeToRoute()
    {
        var series = results.Observations.GroupBy(one => one.Name).Where(one => one.Count() > 1).ToArray();
        if (series.Length == 0)
        {
            yield break;
        }

        const string Caption = "How long changes take to arrive (share of events within a time)";
        var chart = new LineChart(Caption, "seconds", "share");
        foreach (var one in series)
        {
            var sorted = one.Select(observation => observation.Value).Order().ToArray();
            chart.Add(one.Key, sorted.Select((value, index) => (value, Point((index + 1.0) / sorted.Length))));
        }

        yield return new Figure("propagation", Caption, chart.ToSvg());
    }

    private static Interval Point(double value) => new(value, value, value);
}
