using Rollcall.Tests;

namespace Rollcall.Experiments.Tests.Statistics;

public sealed class QuantileTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.9, 3.7)]
    [InlineData(1, 4)]
    public void Of_interpolates_as_numpy_does(double share, double expected)
        => Quantile.Of([4, 1, 3, 2], share).ShouldBe(expected, 1e-12);

    [Fact]
    public void Median_of_an_odd_number_is_the_middle_one() => Quantile.Median([9, 1, 5]).ShouldBe(5);

    [Fact]
    public void Of_nothing_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Quantile.Median([]));
}
