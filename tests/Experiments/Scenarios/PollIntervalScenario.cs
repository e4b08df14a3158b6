using System.Globalization;
using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;

namespace Rollcall.Experiments.Scenarios;

/// <summary>The saturated node again, with an agent of our own that polls at different intervals in place of the application's.</summary>
internal sealed class PollIntervalScenario : IScenario
{
    public const string ScenarioName = "poll-interval";
    public const string NoAgent = "no agent";
    public const int Clients = 20;

    /// <summary>From the shortest that the agent takes to five times its default.</summary>
    public static IReadOnlyList<double> Intervals { get; } = [0.1, 0.25, 1, 5];

    public string Name => ScenarioName;

    public string Question => "How the agent's overhead on a saturated node depends on its poll interval.";

    public SystemSpec Spec(ExperimentOptions options) => new(options.Mode, Nodes: 1, CpuQuota: null, OwnModels: false);

    public TimeSpan Estimate(ExperimentOptions options)
        => options.Rounds * (1 + Intervals.Count) * (options.Window + options.WarmUp + TimeSpan.FromSeconds(2));

    public static string Configuration(double seconds) => string.Create(CultureInfo.InvariantCulture, $"every {seconds} s");

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var node = context.System.Nodes[0];
        var model = context.Options.Models[0];
        var agent = new AgentSwitch(context, node, model);
        using var direct = context.Direct(node, model);
        await agent.TurnAsync(on: false, cancellationToken);
        await context.WarmUpAsync(Name, model, cancellationToken);
        for (var round = 1; round <= context.Options.Rounds; round++)
        {
            await MeasureAsync(context, model, NoAgent, direct, round, cancellationToken);
            foreach (var seconds in Intervals)
            {
                using var own = OwnAgent.Start(context.System, node, TimeSpan.FromSeconds(seconds));
                await context.View.WaitRoutableAsync(model, 1, cancellationToken);
                await MeasureAsync(context, model, Configuration(seconds), direct, round, cancellationToken);
            }
        }

        await agent.TurnAsync(on: true, cancellationToken);
    }

    private async Task MeasureAsync(ScenarioContext context, string model, string configuration, HttpRequester direct, int round, CancellationToken cancellationToken)
    {
        var load = new ClosedLoop(Clients);
        await context.MeasureAsync(new Trial(Name, model, configuration, load.Kind, load.Level, round), load, direct, context.Times, cancellationToken);
    }
}
