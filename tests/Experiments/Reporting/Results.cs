using Rollcall.Experiments.Options;
using Rollcall.Experiments.Sampling;

namespace Rollcall.Experiments.Reporting;

/// <summary>Everything a run found.</summary>
internal sealed record Results(MachineFacts Machine, ExperimentOptions Options)
{
    public List<Measurement> Measurements { get; init; } = [];

    public List<TrialUsage> Processes { get; init; } = [];

    public List<Observation> Observations { get; init; } = [];

    /// <summary>Scenarios that could not be brought to their end.</summary>
    public List<Abort> Aborted { get; init; } = [];

    /// <summary>Measurements of a configuration at a load level, by round.</summary>
    public IReadOnlyList<Measurement> Of(string scenario, string model, string configuration, string load, double level)
        => [.. Measurements.Where(one => one.Trial.Scenario == scenario && one.Trial.Model == model && one.Trial.Configuration == configuration
            && one.Trial.Load == load && one.Trial.Level.Equals(level)).OrderBy(one => one.Trial.Round)];

    public IReadOnlyList<double> Observed(string scenario, string name)
        => [.. Observations.Where(one => one.Scenario == scenario && one.Name == name).OrderBy(one => one.Round).Select(one => one.Value)];
}
