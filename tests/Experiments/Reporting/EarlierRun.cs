using Rollcall.Experiments.Measuring;
using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>What stays of an earlier run when some of its scenarios are measured again.</summary>
internal sealed class EarlierRun
{
    private readonly ILookup<Trial, Sample> _samples;

    private EarlierRun(Results results, ILookup<Trial, Sample> samples) => (Results, _samples) = (results, samples);

    /// <summary>The results of the scenarios that stay.</summary>
    public Results Results { get; }

    /// <param name="folder">Folder of the run.</param>
    /// <param name="again">Names of the scenarios to be measured again.</param>
    /// <param name="machine">What they will be measured on.</param>
    public static EarlierRun Read(string folder, IReadOnlyList<string> again, MachineFacts machine)
    {
        var all = Recomputation.Of(folder);
        var results = new Results(all.Machine, all.Options)
        {
            Processes = [.. all.Processes.Where(one => Stays(one.Trial))],
            Observations = [.. all.Observations.Where(one => !again.Contains(one.Scenario))],
            Aborted = [.. all.Aborted.Where(one => !again.Contains(one.Scenario))],
            Again = [.. all.Again.Where(one => !again.Contains(one.Scenario)), .. again.Select(scenario => new Rerun(scenario, machine))],
        };
        var samples = SampleFile.Read(folder);
        foreach (var one in all.Measurements.Where(one => Stays(one.Trial)))
        {
            results.Add(one.Trial, new LoadResult([.. samples[one.Trial]], one.Window.Begin, one.Window.End));
        }

        return new(results, samples);

        bool Stays(Trial trial) => !again.Any(trial.IsOf);
    }

    /// <summary>Writes the samples of the loads that stay.</summary>
    public void WriteSamples(SampleFile file)
    {
        foreach (var one in Results.Measurements)
        {
            file.Write(one.Trial, new LoadResult([.. _samples[one.Trial]], one.Window.Begin, one.Window.End));
        }
    }
}
