using Rollcall.Tests;

namespace Rollcall.Experiments.Tests.Statistics;

public sealed class BootstrapTests
{
    private readonly Bootstrap _bootstrap = new(seed: 1);

    [Fact]
    public void Median_of_equal_values_has_no_width()
        => _bootstrap.Median([3, 3, 3, 3]).ShouldBe(new Interval(3, 3, 3));

    [Fact]
    public void Mean_of_normal_values_has_the_textbook_interval()
    {
        // Normal values with deviation 1: the 95 % interval of the mean of 400 is ± 1.96 / √400 = 0.098.
        var random = new Random(2);
        var values = Enumerable.Range(0, 400).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).ToArray();

        var interval = _bootstrap.Of(values, set => set.Average());

        interval.Value.ShouldBe(values.Average());
        (interval.High - interval.Low).ShouldBe(2 * 0.098, 0.03);
        interval.Contains(interval.Value).ShouldBeTrue();
    }

    [Fact]
    public void Interval_covers_the_true_median_about_as_often_as_it_says()
    {
        var random = new Random(3);
        var covered = Enumerable.Range(0, 200).Count(_ => new Bootstrap(seed: 4, resamples: 400).Median([.. Enumerable.Range(0, 25).Select(_ => random.NextDouble())]).Contains(0.5));

        covered.ShouldBeInRange(180, 200);
    }

    [Fact]
    public void Same_seed_gives_the_same_interval()
        => new Bootstrap(seed: 5).Median([1, 2, 3, 7, 9]).ShouldBe(new Bootstrap(seed: 5).Median([1, 2, 3, 7, 9]));

    [Fact]
    public void Paired_ratio_does_not_see_what_moves_both_sides()
    {
        // Rounds differ tenfold, the ratio within a round does not.
        var ratio = _bootstrap.PairedRatio([10, 100, 50, 20], [20, 200, 100, 40]);

        ratio.ShouldBe(new Interval(0.5, 0.5, 0.5));
    }

    [Fact]
    public void Paired_ratio_of_unequal_series_is_refused()
        => Should.Throw<ArgumentException>(() => _bootstrap.PairedRatio([1, 2], [1])).Message.ShouldContain("2 and 1");
}
