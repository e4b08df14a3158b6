using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;

namespace Rollcall.Experiments.Scenarios;

/// <summary>
/// The agent's overhead where it hurts: one node without a cap and more clients than cores, so that every cycle the agent takes is one the
/// node misses, as in the paper's container.
/// </summary>
internal sealed class SaturatedScenario : IScenario
{
    public const string ScenarioName = "saturated";
    public const string WithoutAgent = "no agent";
    public const string WithAgent = "agent";
    public const int Clients = 20;

    /// <summary>Pairs a round of the other scenarios: what is looked for is below a hundredth, smaller than one pair can show.</summary>
    private const int PairsPerRound = 2;

    public string Name => ScenarioName;

    public string Question => "What the agent costs an uncapped node whose cores are all busy, against the same node without it.";

    public SystemSpec Spec(ExperimentOptions options) => new(options.Mode, Nodes: 1, CpuQuota: null, OwnModels: false);

    public TimeSpan Estimate(ExperimentOptions options) => PairsPerRound * options.Rounds * ((2 * (options.Window + options.WarmUp)) + TimeSpan.FromSeconds(AgentSwitch.Seconds));

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var node = context.System.Nodes[0];
        var model = context.Options.Models[0];
        var agent = new AgentSwitch(context, node, model);
        var load = new ClosedLoop(Clients);
        using var direct = context.Direct(node, model);
        await context.WarmUpAsync(Name, model, cancellationToken);
        for (var round = 1; round <= PairsPerRound * context.Options.Rounds; round++)
        {
            foreach (var (configuration, on) in new[] { (WithoutAgent, false), (WithAgent, true) })
            {
                await agent.TurnAsync(on, cancellationToken);
                await context.MeasureAsync(new Trial(Name, model, configuration, load.Kind, load.Level, round), load, direct, context.Times, cancellationToken);
            }
        }
    }
}
