using Microsoft.Extensions.Time.Testing;

namespace Rollcall.Experiments.Tests.Measuring;

/// <summary>Lets a load run in fake time.</summary>
internal static class Clock
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(1);

    /// <summary>Moves the clock until <paramref name="work"/> is done, giving everybody that waits on it the time to go on.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider time, Task<T> work, TimeSpan limit)
    {
        for (var passed = TimeSpan.Zero; !work.IsCompleted; passed += s_step)
        {
            passed.ShouldBeLessThan(limit, "the load should have ended");
            time.Advance(s_step);

            // Continuations run on the pool; two turns let the client that was answered ask again in the same fake millisecond.
            await Task.Delay(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        }

        return await work;
    }
}
