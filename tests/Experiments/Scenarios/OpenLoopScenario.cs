using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;
using Rollcall.Tests;

namespace Rollcall.Experiments.Scenarios;

/// <summary>
/// Latency at constant rates, from half of what a node can do to just below its capacity. Users do not wait for each other; a
/// closed loop hides how latency rises as a server fills.
/// </summary>
internal sealed class OpenLoopScenario : IScenario
{
    public const string ScenarioName = "open-loop";
    private const int CalibrationClients = 5;

    /// <summary>A capped node gives a handful of answers a second; fewer than fifty would be no measure of it.</summary>
    private static readonly TimeSpan s_calibration = TimeSpan.FromSeconds(10);

    private static readonly double[] s_shares = [0.5, 0.8, 0.9];

    public string Name => ScenarioName;

    public string Question => "Latency percentiles at constant request rates (shares of one node's capacity, and the same shares of all nodes'), counted from when each request was due.";

    public SystemSpec Spec(ExperimentOptions options) => new(options.Mode, options.Nodes, options.CpuQuota, OwnModels: false);

    public TimeSpan Estimate(ExperimentOptions options)
        => (options.Window + options.WarmUp + TimeSpan.FromSeconds(1)) * (1 + (2 * s_shares.Length * options.Rounds));

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var node = context.System.Nodes[0];
        var model = context.Options.Models[0];
        using var direct = context.Direct(node, model);
        using var balanced = context.Balanced(model);
        await context.WarmUpAsync(Name, model, cancellationToken);
        var capacity = await CapacityAsync(context, model, direct, cancellationToken);
        for (var round = 1; round <= context.Options.Rounds; round++)
        {
            foreach (var share in s_shares)
            {
                await MeasureAsync(PaperScenario.WithAgent, direct, share * capacity, round);
                await MeasureAsync(PaperScenario.Balanced, balanced, share * capacity * context.System.Nodes.Count, round);
            }
        }

        async Task MeasureAsync(string configuration, HttpRequester requester, double rate, int round)
        {
            var load = new OpenLoop(Math.Round(rate, 2));
            await context.MeasureAsync(new Trial(Name, model, configuration, load.Kind, load.Level, round), load, requester, context.Times, cancellationToken);
        }
    }

    private static async Task<double> CapacityAsync(ScenarioContext context, string model, HttpRequester direct, CancellationToken cancellationToken)
    {
        var known = context.Results.Measurements
            .Where(one => one.Trial is { Scenario: PaperScenario.ScenarioName, Configuration: PaperScenario.WithAgent } && one.Trial.Model == model && one.Trial.Level >= CalibrationClients)
            .Select(one => one.Throughput)
            .ToArray();
        if (known.Length > 0)
        {
            return Quantile.Median(known);
        }

        var load = new ClosedLoop(CalibrationClients);
        var times = context.Times with { Window = context.Times.Window > s_calibration ? context.Times.Window : s_calibration };
        var measured = await context.MeasureAsync(new Trial(ScenarioName, model, "calibration", load.Kind, load.Level, 1), load, direct, times, cancellationToken);
        return measured.Throughput > 0
            ? measured.Throughput
            : throw new InvalidOperationException($"No request for {model} was answered within {times.Window.TotalSeconds:0} s: the capacity of a node is unknown.");
    }
}
