using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;

namespace Rollcall.Experiments.Scenarios;

/// <summary>What the agent itself uses beside a node whose cores are all busy, once it has settled.</summary>
internal sealed class AgentCostScenario : IScenario
{
    public const string ScenarioName = "agent-cost";
    public const string Agent = "agent-1";
    private const string Configuration = "agent";

    /// <summary>The kernel counts processor time in hundredths of a second: of half a minute these are 0.03 % of a core.</summary>
    private static readonly LoadTimes s_times = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    public string Name => ScenarioName;

    public string Question => "Processor time, memory and traffic of an agent that polls every second while the cores of its node are saturated.";

    public SystemSpec Spec(ExperimentOptions options) => new(options.Mode, Nodes: 1, CpuQuota: null, OwnModels: false);

    public TimeSpan Estimate(ExperimentOptions options) => options.Rounds * (s_times.WarmUp + s_times.Window + TimeSpan.FromSeconds(1));

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var model = context.Options.Models[0];
        var load = new ClosedLoop(SaturatedScenario.Clients);
        using var direct = context.Direct(context.System.Nodes[0], model);
        await context.WarmUpAsync(Name, model, cancellationToken);
        for (var round = 1; round <= context.Options.Rounds; round++)
        {
            await context.MeasureAsync(new Trial(Name, model, Configuration, load.Kind, load.Level, round), load, direct, s_times, cancellationToken);
        }
    }
}
