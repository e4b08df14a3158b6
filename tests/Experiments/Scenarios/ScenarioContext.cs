using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;
using Rollcall.Experiments.Sampling;
using Rollcall.Tests;

namespace Rollcall.Experiments.Scenarios;

/// <summary>What a scenario works with: the running application, the options, and where measurements go.</summary>
internal sealed class ScenarioContext(
    ISystem system, SystemView view, Results results, SampleFile samples, IRunProgress progress, TimeProvider time)
{
    /// <summary>Longer than any queue of the experiments; a request that takes longer has failed.</summary>
    private static readonly TimeSpan s_requestTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Enough calls for the hot methods to be compiled a second time, with what the first told the runtime.</summary>
    private static readonly LoadTimes s_warmUp = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

    private const int WarmUpClients = 4;

    private readonly ProcessSampler _sampler = new(time);

    public ISystem System => system;

    public SystemView View => view;

    public ExperimentOptions Options => results.Options;

    public Results Results => results;

    public IRunProgress Progress => progress;

    public TimeProvider Time => time;

    /// <summary>The times of an ordinary load.</summary>
    public LoadTimes Times => new(Options.WarmUp, Options.Window);

    /// <summary>Asks a node itself, as the paper's single-node experiments do.</summary>
    public HttpRequester Direct(string node, string model) => Requester(system.Endpoint(node, Resources.Rest), model, node);

    /// <summary>Asks the consumer, which balances over all nodes.</summary>
    public HttpRequester Balanced(string model) => Requester(system.Endpoint(Resources.Consumer, Resources.Http), model, node: null);

    /// <summary>
    /// Lets every node answer for a while, one after the other. The first round would otherwise measure how the runtime compiles, and hold
    /// that against the configuration that happens to come first.
    /// </summary>
    public async Task WarmUpAsync(string scenario, string model, CancellationToken cancellationToken)
    {
        var load = new ClosedLoop(WarmUpClients);
        foreach (var node in system.Nodes)
        {
            using var direct = Direct(node, model);
            await MeasureAsync(new Trial(Trial.WarmUp, model, $"{scenario}, {node}", load.Kind, load.Level, 1), load, direct, s_warmUp, cancellationToken);
        }
    }

    /// <summary>Offers a load, watches every process meanwhile, and keeps what was measured.</summary>
    public async Task<Measurement> MeasureAsync(Trial trial, ILoad load, IRequester requester, LoadTimes times, CancellationToken cancellationToken)
    {
        progress.Now($"{trial.Scenario}: {trial.Configuration}, {load.Kind} {load.Level:0.##}, round {trial.Round}");
        var start = time.GetTimestamp();
        var (result, usage) = await _sampler.WatchAsync(system.Processes, () => load.RunAsync(requester, times, time, cancellationToken), cancellationToken);
        samples.Write(trial, result);
        var measurement = results.Add(trial, result);
        results.Processes.AddRange(usage.Select(one => new TrialUsage(trial, one)));
        progress.Advance(time.GetElapsedTime(start));
        return measurement;
    }

    public void Observe(string scenario, string name, int round, TimeSpan value)
        => results.Observations.Add(new Observation(scenario, name, round, value.TotalSeconds, "s"));

    private static HttpRequester Requester(Uri server, string model, string? node)
        => new(new Uri(server, $"/v1/models/{model}:predict"), RequestBody.For(model), node, s_requestTimeout);
}
