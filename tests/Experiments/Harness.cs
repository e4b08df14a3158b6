using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;
using Rollcall.Experiments.Scenarios;
using Rollcall.Tests;

namespace Rollcall.Experiments;

/// <summary>Runs scenarios: starts the application as each asks, once for those that ask for the same.</summary>
/// <param name="start">Starts the application.</param>
/// <param name="time">The clock.</param>
internal sealed class Harness(Func<SystemSpec, CancellationToken, Task<ISystem>> start, TimeProvider time)
{
    /// <summary>
    /// Runs the scenarios and writes raw samples into <paramref name="folder"/>. One that cannot go on is recorded as aborted and the next gets an
    /// application of its own: hours of measurements must not be lost to the last of them.
    /// </summary>
    public async Task<Results> RunAsync(IReadOnlyList<IScenario> scenarios, ExperimentOptions options, string folder, IRunProgress progress, CancellationToken cancellationToken)
    {
        using var samples = new SampleFile(Path.Combine(folder, SampleFile.Name));
        return await RunAsync(scenarios, new Results(MachineFacts.Read(time), options), samples, progress, cancellationToken);
    }

    /// <summary>Runs some scenarios of an earlier run again, with its options, and keeps the rest of what is in <paramref name="folder"/>.</summary>
    public async Task<Results> RunAgainAsync(IReadOnlyList<IScenario> scenarios, string folder, IRunProgress progress, CancellationToken cancellationToken)
    {
        var earlier = EarlierRun.Read(folder, [.. scenarios.Select(scenario => scenario.Name)], MachineFacts.Read(time));
        using var samples = new SampleFile(Path.Combine(folder, SampleFile.Name));
        earlier.WriteSamples(samples);
        return await RunAsync(scenarios, earlier.Results, samples, progress, cancellationToken);
    }

    private async Task<Results> RunAsync(IReadOnlyList<IScenario> scenarios, Results results, SampleFile samples, IRunProgress progress, CancellationToken cancellationToken)
    {
        foreach (var group in scenarios.GroupBy(scenario => scenario.Spec(results.Options)))
        {
            var left = new Queue<IScenario>(group);
            while (left.Count > 0)
            {
                await RunSharedAsync(left, group.Key, results, samples, progress, cancellationToken);
            }
        }

        return results;
    }

    /// <summary>Runs scenarios in one application until all are done or one is aborted.</summary>
    private async Task RunSharedAsync(Queue<IScenario> left, SystemSpec spec, Results results, SampleFile samples, IRunProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            progress.Now($"starting the application: {spec}");
            await using var system = await start(spec, cancellationToken);
            using var view = new SystemView(system, time);
            foreach (var model in spec.OwnModels ? [ModelFolder.Model] : results.Options.Models)
            {
                await view.WaitRoutableAsync(model, spec.Nodes, cancellationToken);
            }

            while (left.TryPeek(out var scenario))
            {
                await scenario.RunAsync(new ScenarioContext(system, view, results, samples, progress, time), cancellationToken);
                left.Dequeue();
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            var aborted = left.Dequeue().Name;
            results.Aborted.Add(new Abort(aborted, error.Message));
            progress.Failed($"{aborted}: {error.Message}");
        }
    }
}
