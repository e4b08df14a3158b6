using Microsoft.Extensions.Time.Testing;
using Rollcall.Experiments.Measuring;

namespace Rollcall.Experiments.Tests.Measuring;

public sealed class LoadTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private static readonly LoadTimes s_times = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(400));

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Closed_loop_keeps_as_many_requests_under_way_as_it_has_clients()
    {
        var requester = new FakeRequester(_time, TimeSpan.FromMilliseconds(10));

        var result = await _time.RunAsync(new ClosedLoop(4).RunAsync(requester, s_times, _time, default), s_limit);

        // Little's law: four clients at a server of 10 ms a request wait 40 ms each and get 100 answers a second.
        result.Failures.ShouldBe(0);
        result.Throughput().ShouldBe(100, 20);
        result.Measured.Average(sample => sample.Latency.TotalMilliseconds).ShouldBe(40, 8);
    }

    [Fact]
    public async Task Closed_loop_measures_only_after_every_client_was_answered()
    {
        // The first answers of eight clients come after up to 8 × 25 ms, longer than the warm-up.
        var requester = new FakeRequester(_time, TimeSpan.FromMilliseconds(25));

        var result = await _time.RunAsync(new ClosedLoop(8).RunAsync(requester, s_times, _time, default), s_limit);

        result.Begin.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(200));
        (result.End - result.Begin).ShouldBeGreaterThanOrEqualTo(s_times.Window);
        result.Measured.ShouldAllBe(sample => sample.Latency >= TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public async Task Closed_loop_counts_failures_of_the_warm_up_too()
    {
        var requester = new FakeRequester(_time, TimeSpan.FromMilliseconds(5)) { Status = number => number == 1 ? 503 : 200 };

        var result = await _time.RunAsync(new ClosedLoop(2).RunAsync(requester, s_times, _time, default), s_limit);

        result.Failures.ShouldBe(1);
        result.Measured.ShouldAllBe(sample => !sample.Failed);
        result.Samples.Count.ShouldBe(requester.Sent);
    }

    [Fact]
    public async Task Open_loop_offers_the_rate_whatever_the_answers()
    {
        var requester = new FakeRequester(_time, TimeSpan.FromMilliseconds(1));

        var result = await _time.RunAsync(new OpenLoop(100).RunAsync(requester, s_times, _time, default), s_limit);

        requester.Sent.ShouldBe(45);
        result.Measured.Count().ShouldBe(40);
        result.Samples.Select(sample => sample.Start).Order().ShouldBe(Enumerable.Range(0, 45).Select(number => TimeSpan.FromMilliseconds(10 * number)));
    }

    [Fact]
    public async Task Open_loop_lets_a_stall_be_seen_by_every_request_it_delayed()
    {
        // One request of 100 ms among ones of 1 ms: nine more fall due meanwhile and wait. A closed loop would have one slow sample.
        var requester = new FakeRequester(_time, TimeSpan.FromMilliseconds(1)) { Stall = number => number == 20 ? TimeSpan.FromMilliseconds(100) : null };

        var result = await _time.RunAsync(new OpenLoop(100).RunAsync(requester, s_times, _time, default), s_limit);

        result.Measured.Count(sample => sample.Latency > TimeSpan.FromMilliseconds(20)).ShouldBeInRange(7, 10);
    }
}
