using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Scenarios;
using Rollcall.Tests;

namespace Rollcall.Experiments.Tests.Reporting;

public sealed class FindingsTests
{
    private readonly Results _results = Sets.Empty();

    [Fact]
    public void Paper_ratios_are_medians_of_rounds()
    {
        for (var round = 1; round <= 5; round++)
        {
            Add(PaperScenario.WithoutAgent, round, throughput: 10 * round, mean: 2000);
            Add(PaperScenario.WithAgent, round, throughput: 9.95 * round, mean: 2010);
            Add(PaperScenario.Balanced, round, throughput: 29 * round, mean: 700);
        }

        var findings = new Findings(_results, new Bootstrap(seed: 1)).All();

        Value("throughput with agent").Interval.Value.ShouldBe(0.995, 1e-9);
        Value("throughput with agent").Met.ShouldBe(true);
        Value("throughput of 3 nodes").Interval.Value.ShouldBe(29 / 9.95, 1e-9);
        Value("mean latency of 3 nodes").Met.ShouldBe(true);
        Value("failed requests").Met.ShouldBe(true);

        Finding Value(string part) => findings.Single(finding => finding.Name.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void Missed_goal_and_failed_request_are_said()
    {
        Add(PaperScenario.WithoutAgent, 1, throughput: 10, mean: 2000);
        Add(PaperScenario.WithAgent, 1, throughput: 9, mean: 2000);
        Add(PaperScenario.Balanced, 1, throughput: 12, mean: 1800, failures: 1);

        var findings = new Findings(_results, new Bootstrap(seed: 1)).All();

        findings.Count(finding => finding.Met == false).ShouldBe(4);
    }

    [Fact]
    public void Round_that_was_not_finished_counts_for_nobody()
    {
        foreach (var round in (int[])[1, 2])
        {
            Add(PaperScenario.WithoutAgent, round, throughput: 10, mean: 2000);
            Add(PaperScenario.WithAgent, round, throughput: 10, mean: 2000);
        }

        Add(PaperScenario.Balanced, 1, throughput: 30, mean: 700);

        new Findings(_results, new Bootstrap(seed: 1)).All().Single(finding => finding.Name.Contains("throughput of 3 nodes", StringComparison.Ordinal)).Interval.Value.ShouldBe(3);
    }

    [Fact]
    public void Scenario_that_did_not_run_has_no_finding()
        => new Findings(_results, new Bootstrap(seed: 1)).All().ShouldBeEmpty();

    private void Add(string configuration, int round, double throughput, double mean, int failures = 0)
        => _results.Measurements.Add(new Measurement(
            new Trial(PaperScenario.ScenarioName, "resnet", configuration, "closed", 20, round), 100, failures, throughput, mean, mean, mean, mean, mean, new Dictionary<string, int>(), default));
}
