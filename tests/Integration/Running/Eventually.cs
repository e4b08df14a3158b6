using System.Diagnostics;

namespace Rollcall.Integration.Running;

/// <summary>Waits for conditions of processes that do not tell when they change.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(50);

    public static async Task BeTrueAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {what}.");
            }

            await Task.Delay(s_step, TestContext.Current.CancellationToken);
        }
    }

    public static Task BeTrueAsync(Func<Task<bool>> condition, string what) => BeTrueAsync(condition, TimeSpan.FromSeconds(40), what);
}
