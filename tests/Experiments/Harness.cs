using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;
using Rollcall.Experiments.Sampling;
using Rollcall.Experiments.Scenarios;

namespace Rollcall.Experiments;

/// <summary>Runs scenarios: starts the application as each asks, once for those that ask for the same.</summary>
/// <param name="start">Starts the application.</param>
/// <param name="time">The clock.</param>
internal sealed class Harness(Func<SystemSpec, CancellationToken, Task<ISystem>> start, TimeProvider time)
{
    /// <summary>Runs the scenarios and writes raw samples into <paramref name="folder"/>; nothing that was measured is lost when one fails.</summary>
    public async Task<Results> RunAsync(IReadOnlyList<IScenario> scenarios, ExperimentOptions options, string folder, IRunProgress progress, CancellationToken cancellationToken)
    {
        var results = new Results(MachineFacts.Read(time), options);
        using var samples = new SampleFile(Path.Combine(folder, "samples.csv"));
        foreach (var group in scenarios.GroupBy(scenario => scenario.Spec(options)))
        {
            progress.Now($"starting the application: {group.Key}");
            await using var system = await start(group.Key, cancellationToken);
            using var view = new SystemView(system, time);
            foreach (var model in group.Key.OwnModels ? [ModelFolder.Model] : options.Models)
            {
                await view.WaitRoutableAsync(model, group.Key.Nodes, cancellationToken);
            }

            foreach (var scenario in group)
            {
                await scenario.RunAsync(new ScenarioContext(system, view, options, results, samples, progress, time), cancellationToken);
            }
        }

        return results;
    }
}
