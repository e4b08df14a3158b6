using System.Collections.Concurrent;

namespace Rollcall.Experiments.Measuring;

/// <summary>
/// Requests at a constant rate, whether or not earlier ones were answered. Latency counts from the moment a request was due, so a
/// stall is seen by every request that it delayed (no coordinated omission).
/// </summary>
/// <param name="Rate">Requests per second.</param>
internal sealed record OpenLoop(double Rate) : ILoad
{
    public string Kind => "open";

    public double Level => Rate;

    public async Task<LoadResult> RunAsync(IRequester requester, LoadTimes times, TimeProvider time, CancellationToken cancellationToken)
    {
        var end = times.WarmUp + times.Window;
        var total = (int)Math.Round(end.TotalSeconds * Rate);
        var samples = new ConcurrentQueue<Sample>();
        var sent = new List<Task>(total);
        var origin = time.GetTimestamp();
        while (sent.Count < total && !cancellationToken.IsCancellationRequested)
        {
            var now = time.GetElapsedTime(origin);
            for (var due = Due(sent.Count); due <= now && sent.Count < total; due = Due(sent.Count))
            {
                sent.Add(SendAsync(due));
            }

            var wait = Due(sent.Count) - time.GetElapsedTime(origin);
            if (wait > TimeSpan.Zero && sent.Count < total)
            {
                // Rounded up to a whole millisecond: timers are no finer, and a wait of nothing would spin.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
            }
        }

        await Task.WhenAll(sent);
        return new LoadResult([.. samples], times.WarmUp, end);

        TimeSpan Due(int number) => TimeSpan.FromTicks((long)Math.Round(number * TimeSpan.TicksPerSecond / Rate));

        async Task SendAsync(TimeSpan due)
        {
            var answer = await requester.SendAsync();
            samples.Enqueue(new(due, time.GetElapsedTime(origin) - due, answer.Status, answer.Node));
        }
    }
}
