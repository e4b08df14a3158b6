using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Trace;

namespace Rollcall.ServiceDefaults.Tests;

public sealed class RateLimitedSamplerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Burst_is_recorded_whole_and_what_follows_at_the_rate()
    {
        var sampler = new RateLimitedSampler(perSecond: 10, burst: 20, _time);

        Recorded(sampler, 100).ShouldBe(20);
        for (var second = 0; second < 5; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Recorded(sampler, 100).ShouldBe(10);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        Recorded(sampler, 100).ShouldBe(20, "a rest is worth one burst, however long it was");
    }

    [Fact]
    public void Quiet_service_loses_no_trace()
    {
        var sampler = new RateLimitedSampler(perSecond: 10, burst: 1, _time);

        for (var i = 0; i < 1000; i++)
        {
            Recorded(sampler, 1).ShouldBe(1);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public async Task Threads_share_one_limit()
    {
        var sampler = new RateLimitedSampler(perSecond: 1, burst: 1000, _time);

        var recorded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Recorded(sampler, 500))));

        recorded.Sum().ShouldBe(1000);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public void Limit_that_is_none_is_refused(double perSecond, int burst) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RateLimitedSampler(perSecond, burst, _time));

    private static int Recorded(RateLimitedSampler sampler, int traces) =>
        Enumerable.Range(0, traces).Count(_ => sampler.ShouldSample(default).Decision == SamplingDecision.RecordAndSample);
}
