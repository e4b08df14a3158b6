using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Running;
using Rollcall.Tests;

namespace Rollcall.Experiments.Scenarios;

/// <summary>From a new version being AVAILABLE on the first node to the first request that the consumer routes to it.</summary>
internal sealed class RouteScenario : IScenario
{
    public const string ScenarioName = "time-to-route";
    public const string TimeToRoute = "AVAILABLE → first routed request";

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public string Name => ScenarioName;

    public string Question => "How soon a model version that became available on a node gets requests.";

    public SystemSpec Spec(ExperimentOptions options) => new(options.Mode, options.Nodes, CpuQuota: null, OwnModels: true);

    public TimeSpan Estimate(ExperimentOptions options) => options.RollOuts * TimeSpan.FromSeconds(4);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var consumer = context.System.Endpoint(Resources.Consumer, Resources.Http);
        for (var round = 1; round <= context.Options.RollOuts; round++)
        {
            context.Progress.Now($"{Name}: roll-out {round}");
            var start = context.Time.GetTimestamp();
            var version = context.System.Models!.Publish();
            using var requester = new HttpRequester(
                new Uri(consumer, $"/v1/models/{ModelFolder.Model}/versions/{version}:predict"), RequestBody.For(ModelFolder.Model), node: null, s_limit);

            await WaitAsync(async () =>
            {
                var answers = await Task.WhenAll(context.System.Nodes.Select(node => context.View.IsAvailableAsync(node, ModelFolder.Model, version, cancellationToken)));
                return answers.Contains(true);
            }, $"version {version} is AVAILABLE on a node");
            var took = await WaitAsync(async () => (await requester.SendAsync()).Status == 200, $"version {version} is routed");
            context.Observe(Name, TimeToRoute, round, took);

            // The next roll-out begins when this one is over everywhere, and at any phase of the polls.
            await context.View.WaitRoutableAsync(ModelFolder.Model, context.System.Nodes.Count, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(37 * (round % 27)), context.Time, cancellationToken);
            context.Progress.Advance(context.Time.GetElapsedTime(start));
        }

        Task<TimeSpan> WaitAsync(Func<Task<bool>> condition, string what) => Condition.BeTrueAsync(condition, what, s_limit, s_step, context.Time, cancellationToken);
    }
}
