using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;
using Rollcall.Tests;

namespace Rollcall.Experiments.Scenarios;

/// <summary>Kills nodes under a light load: how soon they leave the registry and the consumer's table, and whether a client notices.</summary>
internal sealed class EvictScenario : IScenario
{
    public const string ScenarioName = "time-to-evict";
    public const string TimeToLeaveRegistry = "kill -9 of a node → out of the registry";
    public const string TimeToLeaveTable = "kill -9 of a node → out of the consumer's table";

    /// <summary>Enough that a request is due between any two polls, too few to starve two cores that also start a node.</summary>
    private const double Rate = 40;

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_load = TimeSpan.FromSeconds(5);

    public string Name => ScenarioName;

    public string Question => "How soon a killed node is out of the registry and out of the routing table, and how many requests fail meanwhile.";

    public SystemSpec Spec(ExperimentOptions options) => new(options.Mode, options.Nodes, CpuQuota: null, OwnModels: true);

    public TimeSpan Estimate(ExperimentOptions options) => options.Kills * TimeSpan.FromSeconds(9);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var load = new OpenLoop(Rate);
        using var balanced = context.Balanced(ModelFolder.Model);
        for (var round = 1; round <= context.Options.Kills; round++)
        {
            var node = context.System.Nodes[round % context.System.Nodes.Count];
            var left = context.System.Nodes.Count - 1;
            var measuring = context.MeasureAsync(
                new Trial(Name, ModelFolder.Model, "node killed", load.Kind, load.Level, round), load, balanced, new LoadTimes(TimeSpan.FromSeconds(1), s_load), cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1.5), context.Time, cancellationToken);
            var killed = context.Time.GetTimestamp();
            context.System.Kill(node);
            var registry = WaitAsync(async () => await context.View.RegisteredAsync(ModelFolder.Model, cancellationToken) <= left, $"the registry forgets {node}");
            var table = WaitAsync(async () => !(await context.View.RoutableAsync(ModelFolder.Model, cancellationToken)).Contains(node), $"the consumer forgets {node}");
            context.Observe(Name, TimeToLeaveRegistry, round, await registry);
            context.Observe(Name, TimeToLeaveTable, round, await table);
            await measuring;
            context.Progress.Now($"{Name}: starting {node} again");
            await context.System.StartAsync(node, cancellationToken);
            await context.View.WaitRoutableAsync(ModelFolder.Model, left + 1, cancellationToken);
            context.Progress.Advance(context.Time.GetElapsedTime(killed) - s_load);
        }

        Task<TimeSpan> WaitAsync(Func<Task<bool>> condition, string what) => Condition.BeTrueAsync(condition, what, s_limit, s_step, context.Time, cancellationToken);
    }
}
