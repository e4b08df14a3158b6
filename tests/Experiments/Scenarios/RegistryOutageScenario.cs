using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;

namespace Rollcall.Experiments.Scenarios;

/// <summary>The registry is killed, stays away, and comes back empty, under a constant load.</summary>
internal sealed class RegistryOutageScenario : IScenario
{
    public const string ScenarioName = "registry-outage";
    public const string TimeToRefill = "registry started again → all models registered and routable";

    private const double Rate = 40;

    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(20);

    public string Name => ScenarioName;

    public string Question => "Whether clients notice that the registry is away, and how soon an empty one is filled again.";

    public SystemSpec Spec(ExperimentOptions options) => new(options.Mode, options.Nodes, CpuQuota: null, OwnModels: true);

    public TimeSpan Estimate(ExperimentOptions options) => options.RegistryOutage + s_before + s_after + TimeSpan.FromSeconds(5);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var load = new OpenLoop(Rate);
        using var balanced = context.Balanced(ModelFolder.Model);
        var window = s_before + context.Options.RegistryOutage + s_after;
        var measuring = context.MeasureAsync(
            new Trial(Name, ModelFolder.Model, "registry away", load.Kind, load.Level, 1), load, balanced, new LoadTimes(TimeSpan.FromSeconds(1), window), cancellationToken);
        await Task.Delay(s_before, context.Time, cancellationToken);
        context.System.Kill(Resources.Registry);
        await Task.Delay(context.Options.RegistryOutage, context.Time, cancellationToken);
        var started = context.Time.GetTimestamp();
        await context.System.StartAsync(Resources.Registry, cancellationToken);
        await context.View.WaitRoutableAsync(ModelFolder.Model, context.System.Nodes.Count, cancellationToken);
        context.Observe(Name, TimeToRefill, 1, context.Time.GetElapsedTime(started));
        await measuring;
    }
}
