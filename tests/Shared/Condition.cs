namespace Rollcall.Tests;

/// <summary>Waits for conditions of processes that do not tell when they change.</summary>
internal static class Condition
{
    /// <summary>Asks until the answer is yes and says how long that took.</summary>
    /// <exception cref="TimeoutException">It was not within <paramref name="limit"/>.</exception>
    public static async Task<TimeSpan> BeTrueAsync(Func<Task<bool>> condition, string what, TimeSpan limit, TimeSpan step, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (!await condition())
        {
            if (time.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {what}.");
            }

            await Task.Delay(step, time, cancellationToken);
        }

        return time.GetElapsedTime(start);
    }
}
