using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;

namespace Rollcall.Experiments.Scenarios;

/// <summary>A new version replaces the old one on every node while clients keep asking: the same load with and without a roll-out.</summary>
internal sealed class RollOutScenario : IScenario
{
    public const string ScenarioName = "roll-out";
    public const string Calm = "no roll-out";
    public const string RollingOut = "roll-out";
    /// <summary>Some 200 requests fall into every second of a swap, and a run of them still fits into a file that can be kept.</summary>
    private const double Rate = 200;

    private static readonly LoadTimes s_times = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));

    public string Name => ScenarioName;

    public string Question => "What a version roll-out under load costs: failed requests and latency beside the same load without one.";

    public SystemSpec Spec(ExperimentOptions options) => new(options.Mode, options.Nodes, CpuQuota: null, OwnModels: true);

    public TimeSpan Estimate(ExperimentOptions options) => options.Rounds * 2 * (s_times.WarmUp + s_times.Window + TimeSpan.FromSeconds(1));

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var load = new OpenLoop(Rate);
        using var balanced = context.Balanced(ModelFolder.Model);
        for (var round = 1; round <= context.Options.Rounds; round++)
        {
            await MeasureAsync(Calm, round);
            var measuring = MeasureAsync(RollingOut, round);
            await Task.Delay(s_times.WarmUp * 2, context.Time, cancellationToken);
            context.System.Models!.Publish();
            await measuring;
        }

        Task MeasureAsync(string configuration, int round)
            => context.MeasureAsync(new Trial(Name, ModelFolder.Model, configuration, load.Kind, load.Level, round), load, balanced, s_times, cancellationToken);
    }
}
