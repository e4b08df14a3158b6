using System.Text.Json.Serialization;
using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Statistics;
using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>Everything a run found.</summary>
internal sealed record Results(MachineFacts Machine, ExperimentOptions Options)
{
    public List<Measurement> Measurements { get; init; } = [];

    public List<TrialUsage> Processes { get; init; } = [];

    public List<Observation> Observations { get; init; } = [];

    /// <summary>Scenarios that could not be brought to their end.</summary>
    public List<Abort> Aborted { get; init; } = [];

    /// <summary>Scenarios that were measured again later than the others.</summary>
    public List<Rerun> Again { get; init; } = [];

    /// <summary>Latencies of all rounds of a configuration; <see cref="Trial.Round"/> is 0.</summary>
    [JsonIgnore]
    public Dictionary<Trial, LatencyHistogram> Histograms { get; } = [];

    /// <summary>Keeps what a load measured.</summary>
    public Measurement Add(Trial trial, LoadResult result)
    {
        var measurement = Measurement.Of(trial, result, out var latencies);
        Measurements.Add(measurement);
        var key = trial with { Round = 0 };
        if (!Histograms.TryAdd(key, latencies))
        {
            Histograms[key].Add(latencies);
        }

        return measurement;
    }

    /// <summary>Measurements of a configuration at a load level, by round.</summary>
    public IReadOnlyList<Measurement> Of(string scenario, string model, string configuration, string load, double level)
        => [.. Measurements.Where(one => one.Trial.Scenario == scenario && one.Trial.Model == model && one.Trial.Configuration == configuration
            && one.Trial.Load == load && one.Trial.Level.Equals(level)).OrderBy(one => one.Trial.Round)];

    /// <summary>
    /// Measurements of several configurations, of the rounds that all of them have: an aborted scenario leaves its last round incomplete.
    /// </summary>
    /// <returns>One list a configuration, all of the same length and in the order of rounds.</returns>
    public IReadOnlyList<IReadOnlyList<Measurement>> Together(string scenario, string model, string load, double level, params IReadOnlyList<string> configurations)
    {
        var all = configurations.Select(configuration => Of(scenario, model, configuration, load, level)).ToArray();
        var rounds = all.Select(one => one.Select(measurement => measurement.Trial.Round)).Aggregate((common, next) => common.Intersect(next)).ToHashSet();
        return [.. all.Select(one => one.Where(measurement => rounds.Contains(measurement.Trial.Round)).ToArray())];
    }

    public IReadOnlyList<double> Observed(string scenario, string name)
        => [.. Observations.Where(one => one.Scenario == scenario && one.Name == name).OrderBy(one => one.Round).Select(one => one.Value)];
}
