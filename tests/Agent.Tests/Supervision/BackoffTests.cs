using Agent.Supervision;
using Registry.Bridge;

namespace Agent.Tests.Supervision;

public sealed class BackoffTests
{
    [Fact]
    public void Delays_double_up_to_the_longest_and_are_spread()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2), new SeededRandom(1));
        var delays = Enumerable.Range(0, 100).Select(_ => backoff.Next().TotalSeconds).ToList();
        delays[0].ShouldBeInRange(0.4, 0.5);
        delays[1].ShouldBeInRange(0.8, 1);
        delays.Skip(2).ShouldAllBe(d => d >= 1.6 && d <= 2);
        delays.Skip(2).Distinct().Count().ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_success_begins_anew()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2), new SeededRandom(1));
        backoff.Failing.ShouldBeFalse();
        backoff.Next();
        backoff.Next();
        backoff.Failing.ShouldBeTrue();
        backoff.Reset();
        backoff.Next().TotalSeconds.ShouldBeLessThanOrEqualTo(0.5);
    }

    [Fact]
    public void A_first_delay_longer_than_the_longest_is_cut()
        => new Backoff(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2), new SeededRandom(1)).Next().TotalSeconds.ShouldBeLessThanOrEqualTo(2);
}
