using System.Diagnostics;

namespace Embedded.Nacos.Tests.Fakes;

/// <summary>Awaits what happens on another thread or machine.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            since.Elapsed.ShouldBeLessThan(s_patience);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
