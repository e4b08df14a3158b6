namespace Aspire.Hosting.Health;

/// <summary>How long to wait for the next check.</summary>
internal static class HealthPollInterval
{
    // As the official orchestrator.
    private static readonly TimeSpan s_healthy = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(1);
    private const int MostSteps = 5;

    // Dependents wait for the first success. The official steps (1, 2, 3 s) would add up to three seconds to each link of the chain.
    private static readonly TimeSpan s_starting = TimeSpan.FromMilliseconds(250);
    private const int StartingChecks = 60;

    public static TimeSpan Next(bool wasReady, int failures) =>
        failures == 0 ? s_healthy
        : !wasReady && failures <= StartingChecks ? s_starting
        : s_step * Math.Min(MostSteps, failures);
}
