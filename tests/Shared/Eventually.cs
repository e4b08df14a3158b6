using System.Runtime.CompilerServices;

namespace Rollcall.Tests;

/// <summary>Waits on real time for conditions of other threads and processes that nothing announces.</summary>
internal static class Eventually
{
    /// <summary>Only tells "late" from "never"; a busy machine must not turn the one into the other.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns when the condition holds; fails the test, naming the condition, when it does not within the limit.</summary>
    public static Task HoldsAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "", TimeSpan? within = null)
        => HoldsAsync(() => Task.FromResult(condition()), what, within);

    /// <summary>Returns when the condition holds; fails the test, naming the condition, when it does not within the limit.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "", TimeSpan? within = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        var limit = within ?? s_limit;
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {what}");
            }

            await Task.Delay(s_step, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
