namespace Microsoft.Extensions.ServiceDiscovery.Tests;

/// <summary>Waits for a condition that becomes true on another thread.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    public static async Task True(Func<bool> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            (TimeProvider.System.GetElapsedTime(start) < s_deadline).ShouldBeTrue($"not within {s_deadline.TotalSeconds} s: {what}");
            await Task.Delay(1);
        }
    }
}
