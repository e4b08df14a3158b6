using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;
using Rollcall.Experiments.Scenarios;
using Rollcall.Experiments.Statistics;
using Rollcall.Tests;

namespace Rollcall.Experiments.Tests.Shape;

/// <summary>
/// The shape of the paper's figures, in a short form against the real servers: the agent costs next to nothing, three nodes do about
/// three times as much as one. Margins are wider than a busy machine is noisy and much narrower than the effects.
/// </summary>
public sealed class PaperShapeTests
{
    private const int Clients = 20;

    /// <summary>
    /// The small model on a small share of a core: a request costs as much time as ResNet's on the full share would, but hardly any
    /// of the machine, so that whatever else runs on it does not decide the test.
    /// </summary>
    private static readonly ExperimentOptions s_options = new()
    {
        Models = ["digits"],
        Concurrency = [Clients],
        Window = TimeSpan.FromSeconds(3),
        WarmUp = TimeSpan.FromSeconds(0.5),
        Rounds = 3,
        CpuQuota = 0.02,
    };

    [Fact]
    public async Task Agent_costs_little_and_three_nodes_gain_much()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are watched through Linux' /proc");
        var cancel = TestContext.Current.CancellationToken;
        using var machine = await MachineLock.AcquireAsync(cancel);
        var folder = Directory.CreateTempSubdirectory("rollcall-shape-");
        try
        {
            var results = await new Harness(ProcessSystem.StartAsync, TimeProvider.System).RunAsync([new PaperScenario()], s_options, folder.FullName, new Quiet(), cancel);

            results.Aborted.ShouldBeEmpty();
            var (without, with, three) = (Of(PaperScenario.WithoutAgent), Of(PaperScenario.WithAgent), Of(PaperScenario.Balanced));
            Ratio(with, without, one => one.Throughput).ShouldBeGreaterThanOrEqualTo(0.95, "throughput with the agent ÷ without");
            Ratio(three, with, one => one.Throughput).ShouldBeGreaterThanOrEqualTo(2.4, "throughput of three nodes ÷ one");
            Ratio(three, with, one => one.Mean).ShouldBeLessThanOrEqualTo(0.5, "mean latency of three nodes ÷ one");
            results.Measurements.Sum(one => one.Failures).ShouldBe(0, "failed requests");
            three.ShouldAllBe(one => one.Nodes.Count == 3);

            IReadOnlyList<Measurement> Of(string configuration) => results.Of(PaperScenario.ScenarioName, "digits", configuration, "closed", Clients);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Ratio(IReadOnlyList<Measurement> numerators, IReadOnlyList<Measurement> denominators, Func<Measurement, double> select)
        => new Bootstrap().PairedRatio([.. numerators.Select(select)], [.. denominators.Select(select)]).Value;
}
