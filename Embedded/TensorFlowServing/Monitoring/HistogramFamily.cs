using System.Collections.Concurrent;
using System.Text;

namespace Embedded.TensorFlowServing.Monitoring;

/// <summary>Histograms with exclusive upper limits, as TensorFlow's samplers have.</summary>
internal sealed class HistogramFamily(string name, double[] limits, params string[] labels) : Family(name, "histogram", labels)
{
    private readonly ConcurrentDictionary<(string, string, string), Cell> _cells = new();

    /// <summary>Latency limits in microseconds: 10 · 1.8ⁿ for n = 0 … 32.</summary>
    public static double[] LatencyLimits { get; } = [.. Enumerable.Range(0, 33).Select(n => 10 * Math.Pow(1.8, n))];

    /// <summary>Records a value in the cell of up to three label values.</summary>
    public void Record(double value, string first, string second = "", string third = "") =>
        _cells.GetOrAdd((first, second, third),
            static (key, family) => new Cell(family.LabelText([key.Item1, key.Item2, key.Item3]), family.Limits), this).Record(value);

    private double[] Limits => limits;

    protected override void WriteCells(StringBuilder text)
    {
        foreach (var cell in _cells.Values.OrderBy(c => c.Labels, StringComparer.Ordinal))
        {
            cell.Write(text, Name);
        }
    }

    private sealed class Cell(string labels, double[] limits)
    {
        private readonly long[] _counts = new long[limits.Length + 1];
        private double _sum;

        public string Labels => labels;

        public void Record(double value)
        {
            // A value that is a limit belongs above it.
            var found = Array.BinarySearch(limits, value);
            var bucket = found >= 0 ? found + 1 : ~found;
            lock (_counts)
            {
                _counts[bucket]++;
                _sum += value;
            }
        }

        public void Write(StringBuilder text, string name)
        {
            long[] counts;
            double sum;
            lock (_counts)
            {
                (counts, sum) = ([.. _counts], _sum);
            }

            var separator = labels.Length == 0 ? "" : ",";
            var total = 0L;
            for (var i = 0; i < counts.Length; i++)
            {
                total += counts[i];
                var limit = i < limits.Length ? PrometheusText.Number(limits[i]) : "+Inf";
                text.Append(name).Append("_bucket{").Append(labels).Append(separator).Append("le=\"").Append(limit).Append("\"} ").Append(total).Append('\n');
            }

            text.Append(name).Append("_sum{").Append(labels).Append("} ").Append(PrometheusText.Number(sum)).Append('\n');
            text.Append(name).Append("_count{").Append(labels).Append("} ").Append(total).Append('\n');
        }
    }
}
