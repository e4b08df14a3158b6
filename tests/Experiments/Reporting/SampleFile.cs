using Rollcall.Experiments.Measuring;

namespace Rollcall.Experiments.Reporting;

/// <summary>
/// The raw samples, one line a request, from which every figure can be computed again. Written between loads, so that
/// the disk does not work while something is measured.
/// </summary>
internal sealed class SampleFile(string path) : IDisposable
{
    private readonly Csv _csv = new(path, "scenario", "model", "configuration", "load", "level", "round", "measured", "start_us", "latency_us", "status", "node");

    public void Write(Trial trial, LoadResult result)
    {
        foreach (var sample in result.Samples)
        {
            var measured = sample.Start >= result.Begin && sample.Start < result.End;
            _csv.Row(
                trial.Scenario, trial.Model, trial.Configuration, trial.Load, trial.Level, trial.Round, measured ? 1 : 0,
                (long)sample.Start.TotalMicroseconds, (long)sample.Latency.TotalMicroseconds, sample.Status, sample.Node);
        }

        _csv.Flush();
    }

    public void Dispose() => _csv.Dispose();
}
