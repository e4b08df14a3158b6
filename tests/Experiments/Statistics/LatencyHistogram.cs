using HdrHistogram;

namespace Rollcall.Experiments.Statistics;

/// <summary>Latencies in microseconds with three significant digits, from 1 µs to 10 minutes, in constant memory.</summary>
internal sealed class LatencyHistogram
{
    private const long Highest = 600_000_000;

    private readonly LongHistogram _histogram = new(Highest, 3);

    public long Count => _histogram.TotalCount;

    public void Add(TimeSpan latency) => _histogram.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, Highest));

    public void Add(LatencyHistogram other) => _histogram.Add(other._histogram);

    /// <summary>The latency in milliseconds that <paramref name="percent"/> of the requests did not exceed; 0 without requests.</summary>
    public double Percentile(double percent) => Count == 0 ? 0 : _histogram.GetValueAtPercentile(percent) / 1000.0;

    /// <summary>Writes the percentile distribution in the text form that HdrHistogram's own plotting tools read, in milliseconds.</summary>
    public void Write(TextWriter writer) => _histogram.OutputPercentileDistribution(writer, outputValueUnitScalingRatio: 1000);
}
