using Embedded.TensorFlowServing.Throttling;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Tests;

namespace Embedded.TensorFlowServing.Tests.Throttling;

public sealed class CpuQuotaTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Executions_use_their_share_and_no_more()
    {
        using var quota = new CpuQuota(0.5, _time);
        var start = _time.GetTimestamp();
        for (var i = 0; i < 20; i++)
        {
            await Enter(quota);
            _time.Advance(TimeSpan.FromMilliseconds(40));
            quota.Leave(TimeSpan.FromMilliseconds(40));
        }

        // 800 ms of work at half a core, less what was saved up at first and what the last one still owes.
        _time.GetElapsedTime(start).TotalMilliseconds.ShouldBeInRange(1440, 1640);
    }

    [Fact]
    public async Task Callers_are_served_in_order_of_arrival()
    {
        using var quota = new CpuQuota(1, _time);
        await quota.EnterAsync(default);
        var order = new List<int>();
        var waiting = Enumerable.Range(0, 5).Select(async i =>
        {
            await quota.EnterAsync(default);
            order.Add(i);
            quota.Leave(TimeSpan.Zero);
        }).ToArray();
        quota.Leave(TimeSpan.Zero);
        await Task.WhenAll(waiting);
        order.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public async Task Cancelled_caller_gives_its_turn_back()
    {
        using var quota = new CpuQuota(0.1, _time);
        await quota.EnterAsync(default);
        quota.Leave(TimeSpan.FromSeconds(1));
        using var cancellation = new CancellationTokenSource();
        var waiting = quota.EnterAsync(cancellation.Token);
        waiting.IsCompleted.ShouldBeFalse();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await Enter(quota, 500);
    }

    private async Task Enter(CpuQuota quota, int stepMilliseconds = 1)
    {
        var turn = quota.EnterAsync(default);
        await Eventually.HoldsAsync(() =>
        {
            if (!turn.IsCompleted)
            {
                _time.Advance(TimeSpan.FromMilliseconds(stepMilliseconds));
            }

            return turn.IsCompleted;
        }, "a turn");
        await turn;
    }
}
