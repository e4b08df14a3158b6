namespace Registry.Bridge.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        var (left, right) = (new SeededRandom(42), new SeededRandom(42));
        Enumerable.Range(0, 100).Select(_ => left.Next(1000)).ShouldBe(Enumerable.Range(0, 100).Select(_ => right.Next(1000)));
    }

    [Fact]
    public void Numbers_spread_evenly_over_the_range()
    {
        var random = new SeededRandom(1);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            counts[random.Next(10)]++;
        }

        counts.ShouldAllBe(c => c > 9_500 && c < 10_500);
    }

    [Fact]
    public void Doubles_are_in_the_unit_interval()
    {
        var random = new SeededRandom(2);
        Enumerable.Range(0, 10_000).Select(_ => random.NextDouble()).ShouldAllBe(d => d >= 0 && d < 1);
    }

    [Fact]
    public void Jitter_never_lengthens_a_delay()
    {
        var random = new SeededRandom(3);
        var delays = Enumerable.Range(0, 1000).Select(_ => random.Jitter(TimeSpan.FromSeconds(10)).TotalSeconds).ToList();
        delays.ShouldAllBe(d => d > 8 && d <= 10);
        delays.Max().ShouldBeGreaterThan(9.9);
    }

    [Fact]
    public void Two_sources_from_entropy_differ() => SeededRandom.FromEntropy().NextDouble().ShouldNotBe(SeededRandom.FromEntropy().NextDouble());
}
