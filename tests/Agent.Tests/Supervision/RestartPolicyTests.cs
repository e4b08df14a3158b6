using Agent.Supervision;
using Microsoft.Extensions.Time.Testing;
using Registry.Bridge;

namespace Agent.Tests.Supervision;

public sealed class RestartPolicyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RestartPolicy _policy;

    public RestartPolicyTests() => _policy = new(new SeededRandom(1), _time);

    [Fact]
    public void Pauses_double_from_half_a_second_to_half_a_minute_and_are_spread()
    {
        double[] longest = [0.5, 1, 2, 4, 8, 16, 30, 30];
        foreach (var limit in longest)
        {
            Life(TimeSpan.FromSeconds(59)).TotalSeconds.ShouldBeInRange(limit * 0.8, limit);
        }
    }

    [Fact]
    public void A_server_that_ran_well_for_a_minute_begins_anew()
    {
        Life(TimeSpan.Zero);
        Life(TimeSpan.Zero);
        Life(TimeSpan.FromMinutes(1)).TotalSeconds.ShouldBeLessThanOrEqualTo(0.5);
        Life(TimeSpan.Zero).TotalSeconds.ShouldBeGreaterThan(0.5);
    }

    private TimeSpan Life(TimeSpan length)
    {
        _policy.Started();
        _time.Advance(length);
        return _policy.Ended();
    }
}
