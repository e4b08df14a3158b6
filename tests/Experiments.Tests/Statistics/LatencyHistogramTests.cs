using Rollcall.Experiments.Statistics;

namespace Rollcall.Experiments.Tests.Statistics;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_are_those_of_the_values_to_three_digits()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 1000; i++)
        {
            histogram.Add(TimeSpan.FromMilliseconds(i));
        }

        histogram.Count.ShouldBe(1000);
        histogram.Percentile(50).ShouldBe(500, 1);
        histogram.Percentile(99).ShouldBe(990, 1);
    }

    [Fact]
    public void Added_histogram_counts_with_the_own_values()
    {
        var (one, other) = (new LatencyHistogram(), new LatencyHistogram());
        one.Add(TimeSpan.FromMilliseconds(1));
        other.Add(TimeSpan.FromMilliseconds(9));

        one.Add(other);

        one.Count.ShouldBe(2);
        one.Percentile(100).ShouldBe(9, 0.01);
    }

    [Fact]
    public void Distribution_is_written_in_milliseconds()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMilliseconds(250));
        using var text = new StringWriter();

        histogram.Write(text);

        text.ToString().ShouldContain("Percentile");
        text.ToString().ShouldContain("250.");
    }
}
