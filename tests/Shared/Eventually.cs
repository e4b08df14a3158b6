using System.Runtime.CompilerServices;

namespace Rollcall.Tests;

/// <summary>Waits for a condition on real time.</summary>
internal static class Eventually
{
    /// <summary>Returns when the condition holds; fails the test, naming the condition, when it does not within the limit.</summary>
    public static async Task HoldsAsync(Func<bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        var started = TimeProvider.System.GetTimestamp();
        var limit = within ?? TimeSpan.FromSeconds(20);
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds} s: {text}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
