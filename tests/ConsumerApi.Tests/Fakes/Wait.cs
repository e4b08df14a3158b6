namespace ConsumerApi.Tests.Fakes;

internal static class Wait
{
    /// <summary>Waits for a condition that nothing announces.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }
}
