namespace Registry.Bridge;

/// <summary>Spreading of delays.</summary>
public static class RandomExtensions
{
    /// <summary>
    /// Shortens a delay by up to a fifth, so that processes which were disturbed together do not come back together. It never lengthens it:
    /// limits that a delay has to keep stay kept.
    /// </summary>
    /// <param name="random">The source.</param>
    /// <param name="delay">The longest delay.</param>
    public static TimeSpan Jitter(this IRandom random, TimeSpan delay)
    {
        ArgumentNullException.ThrowIfNull(random);
        return delay * (1 - (0.2 * random.NextDouble()));
    }
}
