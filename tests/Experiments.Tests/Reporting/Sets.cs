using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Scenarios;
using Rollcall.Tests;

namespace Rollcall.Experiments.Tests.Reporting;

/// <summary>Results with known contents.</summary>
internal static class Sets
{
    public static Results Empty() => new(new MachineFacts("A processor", 2, 24, "Linux", ".NET 10", 0.1, DateTimeOffset.UnixEpoch), new ExperimentOptions { CpuQuota = 0.4 });

    /// <summary>Three configurations at two loads over two rounds.</summary>
    public static Results Paper()
    {
        var results = Empty();
        results = results with { Options = results.Options with { Concurrency = [1, 20] } };
        for (var round = 1; round <= 2; round++)
        {
            foreach (var (configuration, factor) in new[] { (PaperScenario.WithoutAgent, 1.0), (PaperScenario.WithAgent, 0.99), (PaperScenario.Balanced, 2.9) })
            {
                foreach (var clients in (int[])[1, 20])
                {
                    var mean = clients * 200 / factor;
                    results.Measurements.Add(new Measurement(
                        new Trial(PaperScenario.ScenarioName, "resnet", configuration, "closed", clients, round),
                        50, 0, 5 * factor, mean, mean, 1.1 * mean, 1.3 * mean, 1.5 * mean, new Dictionary<string, int> { ["node-1"] = 50 }, default));
                }
            }
        }

        results.Observations.Add(new Observation(RouteScenario.ScenarioName, RouteScenario.TimeToRoute, 1, 0.7, "s"));
        return results;
    }
}
