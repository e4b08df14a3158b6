using Rollcall.Experiments.Measuring;

namespace Rollcall.Experiments.Tests.Measuring;

/// <summary>A server that answers one request at a time, each after a service time; the clock is the test's.</summary>
internal sealed class FakeRequester(TimeProvider time, TimeSpan service) : IRequester
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private int _sent;

    public int Sent => _sent;

    /// <summary>Says how the n-th request (from 1) fares.</summary>
    public Func<int, int> Status { get; init; } = _ => 200;

    /// <summary>The service time of the n-th request in place of the usual one.</summary>
    public Func<int, TimeSpan?> Stall { get; init; } = _ => null;

    public Task<Answer> SendAsync()
    {
        lock (_gate)
        {
            var served = ServeAsync(_last, ++_sent);
            _last = served;
            return served;
        }
    }

    private async Task<Answer> ServeAsync(Task before, int number)
    {
        await before;
        await Task.Delay(Stall(number) ?? service, time);
        return new Answer(Status(number), "node-1");
    }
}
