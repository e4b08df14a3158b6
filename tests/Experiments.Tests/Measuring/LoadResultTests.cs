using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Reporting;

namespace Rollcall.Experiments.Tests.Measuring;

public sealed class LoadResultTests
{
    [Fact]
    public void Throughput_of_regular_answers_does_not_depend_on_where_the_window_is_cut()
    {
        var samples = Enumerable.Range(0, 60).Select(number => At(number * 100, 100)).ToArray();

        foreach (var offset in (int[])[0, 30, 70, 99])
        {
            new LoadResult(samples, TimeSpan.FromMilliseconds(1000 + offset), TimeSpan.FromMilliseconds(5000)).Throughput().ShouldBe(10, 1e-9);
        }
    }

    [Fact]
    public void Throughput_of_few_answers_is_their_number_by_the_window()
        => new LoadResult([At(0, 10), At(50, 10)], TimeSpan.Zero, TimeSpan.FromSeconds(1)).Throughput().ShouldBe(2);

    [Fact]
    public void Throughput_counts_good_answers_only()
        => new LoadResult([At(0, 10), At(50, 10) with { Status = 500 }], TimeSpan.Zero, TimeSpan.FromSeconds(1)).Throughput().ShouldBe(1);

    [Fact]
    public void Measurement_takes_latencies_of_requests_that_started_in_the_window()
    {
        var trial = new Trial("s", "m", "c", "closed", 2, 1);
        var result = new LoadResult([At(0, 500), At(100, 20), At(150, 40), At(900, 400)], TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(900));

        var measurement = Measurement.Of(trial, result, out var latencies);

        measurement.Requests.ShouldBe(2);
        latencies.Count.ShouldBe(2);
        measurement.Mean.ShouldBe(30);
        measurement.Max.ShouldBe(40);
        measurement.P50.ShouldBe(20, 0.1);
        measurement.Nodes.ShouldBe(new Dictionary<string, int> { ["node-1"] = 2 });
    }

    private static Sample At(double start, double latency) => new(TimeSpan.FromMilliseconds(start), TimeSpan.FromMilliseconds(latency), 200, "node-1");
}
