namespace Rollcall.Experiments.Reporting;

/// <summary>Writes the results as CSV files.</summary>
internal static class CsvReport
{
    public static void Write(Results results, string folder)
    {
        using var measurements = new Csv(
            Path.Combine(folder, "measurements.csv"),
            "scenario", "model", "configuration", "load", "level", "round", "requests", "failures", "throughput_per_s", "mean_ms", "p50_ms", "p90_ms", "p99_ms", "max_ms", "window_begin_us", "window_end_us", "nodes");
        foreach (var one in results.Measurements)
        {
            var trial = one.Trial;
            measurements.Row(
                trial.Scenario, trial.Model, trial.Configuration, trial.Load, trial.Level, trial.Round,
                one.Requests, one.Failures, one.Throughput, one.Mean, one.P50, one.P90, one.P99, one.Max, one.Window.Begin.TotalMicroseconds, one.Window.End.TotalMicroseconds,
                string.Join(' ', one.Nodes.OrderBy(node => node.Key, StringComparer.Ordinal).Select(node => $"{node.Key}:{node.Value}")));
        }

        using var processes = new Csv(
            Path.Combine(folder, "processes.csv"),
            "scenario", "model", "configuration", "load", "level", "round", "process", "cores", "resident_bytes", "anonymous_bytes", "sent_bytes_per_s", "received_bytes_per_s");
        foreach (var (trial, usage) in results.Processes)
        {
            processes.Row(
                trial.Scenario, trial.Model, trial.Configuration, trial.Load, trial.Level, trial.Round,
                usage.Process, usage.Cores, usage.Resident, usage.Anonymous, usage.Sent, usage.Received);
        }

        using var observations = new Csv(Path.Combine(folder, "observations.csv"), "scenario", "name", "round", "value", "unit");
        foreach (var one in results.Observations)
        {
            observations.Row(one.Scenario, one.Name, one.Round, one.Value, one.Unit);
        }
    }
}
