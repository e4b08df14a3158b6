using ConsumerApi.Routing;
using Microsoft.Extensions.Time.Testing;
using Registry.Bridge;

namespace ConsumerApi.Tests.Routing;

public sealed class RoundRobinPickerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RoundRobinPicker _picker;

    public RoundRobinPickerTests() => _picker = new RoundRobinPicker(_time);

    [Fact]
    public void Pick_equal_weights_goes_round()
    {
        var route = Routes.Of(("a", 1, true), ("b", 1, true), ("c", 1, true));

        string.Concat(Enumerable.Range(0, 7).Select(_ => _picker.Pick(route, default)!.Node.Name)).ShouldBe("abcabca");
    }

    [Fact]
    public void Pick_weights_interleave_smoothly()
    {
        var route = Routes.Of(("a", 5, true), ("b", 1, true), ("c", 1, true));

        string.Concat(Enumerable.Range(0, 7).Select(_ => _picker.Pick(route, default)!.Node.Name)).ShouldBe("aabacaa");
    }

    [Fact]
    public void Pick_counter_wraps_without_a_gap()
    {
        var route = Routes.At(uint.MaxValue - 2, ("a", 1, true), ("b", 1, true));

        _picker.Count(route, 6).ShouldBe(new Dictionary<string, int> { ["a"] = 3, ["b"] = 3 }, ignoreOrder: true);
    }

    [Fact]
    public void Pick_weight_zero_gets_nothing_even_when_nothing_else_is_there()
    {
        _picker.Pick(Routes.Of(("a", 0, true), ("b", 0, false)), default).ShouldBeNull();
        _picker.Count(Routes.Of(("a", 0, true), ("b", 1, true)), 10).ShouldBe(new Dictionary<string, int> { ["b"] = 10 });
    }

    [Fact]
    public void Pick_unhealthy_gets_nothing_unless_all_are()
    {
        _picker.Count(Routes.Of(("a", 1, false), ("b", 1, true)), 10).ShouldBe(new Dictionary<string, int> { ["b"] = 10 });
        _picker.Count(Routes.Of(("a", 1, false), ("b", 1, false)), 10).ShouldBe(new Dictionary<string, int> { ["a"] = 5, ["b"] = 5 }, ignoreOrder: true);
    }

    [Fact]
    public void Pick_unhealthy_is_the_last_resort_of_a_request_that_tried_the_rest()
    {
        var route = Routes.Of(("a", 1, false), ("b", 1, true));
        var tried = new TriedNodes();
        tried.Add(route.Node("b"));

        _picker.Pick(route, tried)!.Node.Name.ShouldBe("a");
        tried.Add(route.Node("a"));
        _picker.Pick(route, tried).ShouldBeNull();
    }

    [Fact]
    public void Pick_failed_node_is_passed_over_until_its_cooldown_is_over_and_the_others_share_evenly()
    {
        var route = Routes.Of(("a", 1, true), ("b", 1, true), ("c", 1, true));
        route.Node("b").Failed(_time, TimeSpan.FromSeconds(2)).ShouldBeTrue();

        _picker.Count(route, 20).ShouldBe(new Dictionary<string, int> { ["a"] = 10, ["c"] = 10 }, ignoreOrder: true);

        _time.Advance(TimeSpan.FromSeconds(2));
        _picker.Count(route, 30).Keys.ShouldContain("b");
    }

    [Fact]
    public void Pick_answer_ends_the_passing_over_at_once()
    {
        var route = Routes.Of(("a", 1, true), ("b", 1, true));
        route.Node("b").Failed(_time, TimeSpan.FromHours(1));

        route.Node("b").Answered(TimeSpan.FromMilliseconds(1)).ShouldBeTrue();

        _picker.Count(route, 10).ShouldBe(new Dictionary<string, int> { ["a"] = 5, ["b"] = 5 }, ignoreOrder: true);
    }

    [Fact]
    public void Pick_all_failed_are_asked_all_the_same()
    {
        var route = Routes.Of(("a", 1, true), ("b", 1, true));
        route.Node("a").Failed(_time, TimeSpan.FromHours(1));
        route.Node("b").Failed(_time, TimeSpan.FromHours(1));

        _picker.Count(route, 10).Keys.ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public void Pick_any_weights_each_turn_gives_each_its_share()
    {
        var random = new SeededRandom(42);
        for (var round = 0; round < 200; round++)
        {
            var weights = Enumerable.Range(0, 1 + random.Next(12)).Select(_ => random.Next(5) == 0 ? 0 : 0.01 + (random.NextDouble() * random.Next(100))).ToArray();
            var route = Routes.At((uint)random.Next(int.MaxValue), [.. weights.Select((w, i) => ($"n{i}", w, true))]);
            var slots = route.Availability.Preferred.Slots.Length;
            if (slots == 0)
            {
                weights.ShouldAllBe(w => w == 0);
                continue;
            }

            var counts = _picker.Count(route, slots);

            for (var i = 0; i < weights.Length; i++)
            {
                var share = counts.GetValueOrDefault($"n{i}");
                (share == 0).ShouldBe(weights[i] == 0);
                // Shares are kept to a hundredth of the greatest weight, and none is rounded to nothing.
                var most = counts.Values.Max();
                Math.Abs((share / (double)most) - (weights[i] / weights.Max())).ShouldBeLessThan(0.011, $"weights {string.Join(' ', weights)}");
            }
        }
    }

    [Fact]
    public async Task Pick_many_threads_share_evenly()
    {
        var route = Routes.Of(("a", 1, true), ("b", 1, true), ("c", 1, true));

        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _picker.Count(route, 30_000))));

        counts.SelectMany(c => c).GroupBy(c => c.Key, c => c.Value).ShouldAllBe(n => n.Sum() == 40_000);
    }

    [Fact]
    public void Pick_allocates_nothing()
    {
        var route = Routes.Of(("a", 2, true), ("b", 1, true), ("c", 1, true));
        route.Node("b").Failed(_time, TimeSpan.FromHours(1));
        var picker = new RoundRobinPicker(TimeProvider.System);
        picker.Count(route, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            var tried = new TriedNodes();
            tried.Add(picker.Pick(route, tried)!.Node);
            picker.Pick(route, tried);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
