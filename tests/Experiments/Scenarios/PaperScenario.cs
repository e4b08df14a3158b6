using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;

namespace Rollcall.Experiments.Scenarios;

/// <summary>
/// The paper's figures 7 and 8. One node is asked directly, without and with its agent; then all nodes through the consumer. Everything
/// else runs throughout, so that the configurations differ in nothing but what they are named for.
/// </summary>
internal sealed class PaperScenario : IScenario
{
    public const string ScenarioName = "paper";
    public const string WithoutAgent = "one node, no agent";
    public const string WithAgent = "one node, agent";
    public const string Balanced = "all nodes, consumer";

    public string Name => ScenarioName;

    public string Question => "Mean response time and throughput against concurrent requests: one node without and with the agent, and all nodes behind the consumer.";

    public SystemSpec Spec(ExperimentOptions options) => new(options.Mode, options.Nodes, options.CpuQuota, OwnModels: false);

    public TimeSpan Estimate(ExperimentOptions options)
    {
        // About 40 ms of processor time an image, queued behind every other client's, once before and once after the window.
        var service = 0.04 / (options.CpuQuota ?? 1);
        var perRound = options.Concurrency.Sum(clients =>
            AgentSwitch.Seconds + (3 * (options.Window + options.WarmUp).TotalSeconds) + (2 * clients * service * (2 + (1.0 / options.Nodes))));
        return options.Models.Count * options.Rounds * TimeSpan.FromSeconds(perRound);
    }

    /// <summary>The number of clients at which configurations are compared: the paper's where it is measured.</summary>
    public static int ComparedAt(ExperimentOptions options)
        => options.Concurrency.Contains(PaperFigures.Clients) ? PaperFigures.Clients : options.Concurrency.Max();

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var node = context.System.Nodes[0];
        foreach (var model in context.Options.Models)
        {
            var agent = new AgentSwitch(context, node, model);
            using var direct = context.Direct(node, model);
            using var balanced = context.Balanced(model);
            await context.WarmUpAsync(Name, model, cancellationToken);
            for (var round = 1; round <= context.Options.Rounds; round++)
            {
                // The three are measured in a row at every level, not level by level of one: a machine that drifts over minutes would part them.
                foreach (var load in context.Options.Concurrency.Select(clients => new ClosedLoop(clients)))
                {
                    foreach (var (configuration, on, requester) in new (string, bool, HttpRequester)[]
                    {
                        (WithoutAgent, false, direct),
                        (WithAgent, true, direct),
                        (Balanced, true, balanced),
                    })
                    {
                        await agent.TurnAsync(on, cancellationToken);
                        await context.MeasureAsync(new Trial(Name, model, configuration, load.Kind, load.Level, round), load, requester, context.Times, cancellationToken);
                    }
                }
            }
        }
    }
}
