namespace Embedded.TensorFlowServing.Tests.Fakes;

/// <summary>Waits for something that happens on another thread.</summary>
internal static class Eventually
{
    public static async Task BeTrue(Func<bool> condition, string what)
    {
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(20);
        while (!condition())
        {
            TimeProvider.System.GetUtcNow().ShouldBeLessThan(deadline, what);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
