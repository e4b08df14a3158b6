using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Statistics;

namespace Rollcall.Experiments.Reporting;

/// <summary>The figures of one load. Latencies in milliseconds, of requests that started in the measured window, failed ones included.</summary>
/// <param name="Trial">Which load.</param>
/// <param name="Requests">Requests of the window.</param>
/// <param name="Failures">Failed requests of the whole load, warm-up included.</param>
/// <param name="Throughput">Good answers per second.</param>
/// <param name="Mean">Mean latency.</param>
/// <param name="P50">Half of the requests took at most this.</param>
/// <param name="P90">90 % took at most this.</param>
/// <param name="P99">99 % took at most this.</param>
/// <param name="Max">The slowest.</param>
/// <param name="Nodes">Requests of the window by the node that answered.</param>
/// <param name="Window">The measured window.</param>
internal sealed record Measurement(
    Trial Trial, long Requests, int Failures, double Throughput, double Mean, double P50, double P90, double P99, double Max, IReadOnlyDictionary<string, int> Nodes, LoadWindow Window)
{
    public static Measurement Of(Trial trial, LoadResult result, out LatencyHistogram histogram)
    {
        var measured = result.Measured.ToArray();
        histogram = new LatencyHistogram();
        foreach (var sample in measured)
        {
            histogram.Add(sample.Latency);
        }

        return new(
            trial,
            measured.Length,
            result.Failures,
            result.Throughput(),
            measured.Length == 0 ? 0 : measured.Average(sample => sample.Latency.TotalMilliseconds),
            histogram.Percentile(50),
            histogram.Percentile(90),
            histogram.Percentile(99),
            measured.Length == 0 ? 0 : measured.Max(sample => sample.Latency.TotalMilliseconds),
            measured.CountBy(sample => sample.Node ?? "").ToDictionary(node => node.Key, node => node.Value, StringComparer.Ordinal),
            new(result.Begin, result.End));
    }
}
