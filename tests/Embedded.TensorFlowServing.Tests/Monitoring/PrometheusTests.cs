using System.Text;
using Embedded.TensorFlowServing.Monitoring;

namespace Embedded.TensorFlowServing.Tests.Monitoring;

public sealed class PrometheusTests
{
    [Fact]
    public void Histogram_limits_are_exclusive_and_counts_cumulative()
    {
        var family = new HistogramFamily("/test/path/sampler", [1, 2, 4, 8, 16, 32, 64, 128, 256, 512], "status");
        foreach (var value in (double[])[2, 20, 200])
        {
            family.Record(value, "good");
        }

        Text(family).ShouldBe("""
            # TYPE :test:path:sampler histogram
            :test:path:sampler_bucket{status="good",le="1"} 0
            :test:path:sampler_bucket{status="good",le="2"} 0
            :test:path:sampler_bucket{status="good",le="4"} 1
            :test:path:sampler_bucket{status="good",le="8"} 1
            :test:path:sampler_bucket{status="good",le="16"} 1
            :test:path:sampler_bucket{status="good",le="32"} 2
            :test:path:sampler_bucket{status="good",le="64"} 2
            :test:path:sampler_bucket{status="good",le="128"} 2
            :test:path:sampler_bucket{status="good",le="256"} 3
            :test:path:sampler_bucket{status="good",le="512"} 3
            :test:path:sampler_bucket{status="good",le="+Inf"} 3
            :test:path:sampler_sum{status="good"} 222
            :test:path:sampler_count{status="good"} 3

            """);
    }

    [Fact]
    public void Names_and_values_are_escaped_as_upstream()
    {
        PrometheusText.MetricName("0/path-total_count").ShouldBe("_0:path:total_count");
        PrometheusText.LabelName("my-name+1").ShouldBe("my_name_1");
        PrometheusText.LabelValue("a\\b\"c\nd").ShouldBe("a\\\\b\\\"c\nd");
    }

    [Fact]
    public void Latency_limits_are_those_of_upstream() =>
        HistogramFamily.LatencyLimits.Select(PrometheusText.Number).ShouldBe(
            "10 18 32.4 58.32 104.976 188.957 340.122 612.22 1102 1983.59 3570.47 6426.84 11568.3 20823 37481.3 67466.4 121440 218591 393464 708235 1.27482e+06 2.29468e+06 4.13043e+06 7.43477e+06 1.33826e+07 2.40887e+07 4.33596e+07 7.80473e+07 1.40485e+08 2.52873e+08 4.55172e+08 8.19309e+08 1.47476e+09".Split(' '));

    [Fact]
    public void Families_without_cells_print_their_type_only() =>
        new ServerMetrics().Render().ShouldStartWith("# TYPE :tensorflow:cc:saved_model:load_attempt_count counter\n# TYPE :tensorflow:cc:saved_model:load_latency counter\n");

    private static string Text(Family family)
    {
        var text = new StringBuilder();
        family.Write(text);
        return text.ToString();
    }
}
