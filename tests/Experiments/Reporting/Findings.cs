using Rollcall.Experiments.Scenarios;
using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>Computes the answers from the measurements. A question whose scenario did not run has no answer.</summary>
internal sealed class Findings(Results results, Bootstrap bootstrap)
{
    public IReadOnlyList<Finding> All() => [.. Paper(), .. Saturated(), .. AgentCost(), .. Propagation(), .. Failures()];

    private IEnumerable<Finding> Paper()
    {
        foreach (var model in results.Options.Models)
        {
            var clients = PaperScenario.ComparedAt(results.Options);
            var all = results.Together(PaperScenario.ScenarioName, model, "closed", clients, PaperScenario.WithoutAgent, PaperScenario.WithAgent, PaperScenario.Balanced);
            var (without, with, three) = (all[0], all[1], all[2]);
            if (without.Count == 0)
            {
                continue;
            }

            var nodes = results.Options.Nodes;
            yield return Ratio($"{model}, capped, c = {clients}: throughput with agent ÷ without", with, without, one => one.Throughput, AtLeast(0.99));
            yield return Ratio($"{model}, capped, c = {clients}: mean latency with agent ÷ without", with, without, one => one.Mean, AtMost(1.01));
            yield return Ratio($"{model}, c = {clients}: throughput of {nodes} nodes ÷ one", three, with, one => one.Throughput, AtLeast(0.95 * nodes));
            yield return Ratio($"{model}, c = {clients}: mean latency of {nodes} nodes ÷ one", three, with, one => one.Mean, AtMost(1.08 / nodes));
        }
    }

    private IEnumerable<Finding> Saturated()
    {
        var model = results.Options.Models[0];
        var both = results.Together(SaturatedScenario.ScenarioName, model, "closed", SaturatedScenario.Clients, SaturatedScenario.WithoutAgent, SaturatedScenario.WithAgent);
        var (without, with) = (both[0], both[1]);
        if (without.Count > 0)
        {
            yield return Ratio("every core saturated: throughput with agent ÷ without", with, without, one => one.Throughput, AtLeast(0.99));
            yield return Ratio("every core saturated: mean latency with agent ÷ without", with, without, one => one.Mean, AtMost(1.01));
        }
    }

    private IEnumerable<Finding> AgentCost()
    {
        var agent = results.Processes
            .Where(one => one.Trial.Scenario == AgentCostScenario.ScenarioName && one.Usage.Process == AgentCostScenario.Agent)
            .Select(one => one.Usage)
            .ToArray();
        if (agent.Length > 0)
        {
            yield return new("agent beside a saturated node: processor", bootstrap.Median([.. agent.Select(usage => 100 * usage.Cores)]), "% of a core", AtMost(0.3));
            yield return new("agent: resident memory", bootstrap.Median([.. agent.Select(usage => ProcFile.Mebibytes(usage.Resident))]), "MiB", AtMost(55));
            yield return new("agent: anonymous memory", bootstrap.Median([.. agent.Select(usage => ProcFile.Mebibytes(usage.Anonymous))]), "MiB", AtMost(20));
        }

        var traffic = agent.Where(usage => usage.Sent is not null).Select(usage => (usage.Sent!.Value + usage.Received!.Value) / 1000).ToArray();
        if (traffic.Length > 0)
        {
            yield return new("agent: traffic, both directions", bootstrap.Median(traffic), "kB/s", null);
        }
    }

    private IEnumerable<Finding> Propagation()
    {
        foreach (var (scenario, name, share, goal) in new (string, string, double, Goal?)[]
        {
            (RouteScenario.ScenarioName, RouteScenario.TimeToRoute, 0.5, AtMost(1.2)),
            (RouteScenario.ScenarioName, RouteScenario.TimeToRoute, 0.99, AtMost(2.5)),
            (EvictScenario.ScenarioName, EvictScenario.TimeToLeaveRegistry, 0.5, null),
            (EvictScenario.ScenarioName, EvictScenario.TimeToLeaveRegistry, 0.99, null),
            (EvictScenario.ScenarioName, EvictScenario.TimeToLeaveTable, 0.5, null),
            (RegistryOutageScenario.ScenarioName, RegistryOutageScenario.TimeToRefill, 0.5, null),
        })
        {
            var values = results.Observed(scenario, name);
            if (values.Count > 0)
            {
                yield return new($"{name}: p{100 * share:0}", bootstrap.Of(values, set => Quantile.Of(set, share)), "s", goal);
            }
        }
    }

    private IEnumerable<Finding> Failures()
    {
        if (results.Measurements.Count == 0)
        {
            yield break;
        }

        var failed = results.Measurements.Sum(one => (double)one.Failures);
        yield return new("failed requests over all loads", new(failed, failed, failed), "", AtMost(0));
    }

    private Finding Ratio(string name, IReadOnlyList<Measurement> numerators, IReadOnlyList<Measurement> denominators, Func<Measurement, double> select, Goal goal)
        => new(name, bootstrap.PairedRatio([.. numerators.Select(select)], [.. denominators.Select(select)]), "", goal);

    private static Goal AtLeast(double bound) => new(true, bound);

    private static Goal AtMost(double bound) => new(false, bound);
}
