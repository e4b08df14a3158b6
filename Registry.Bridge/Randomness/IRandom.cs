namespace Registry.Bridge;

/// <summary>A source of random numbers that a test can seed. Implementations are safe to use from several threads.</summary>
public interface IRandom
{
    /// <summary>A number that is at least 0 and less than 1.</summary>
    double NextDouble();

    /// <summary>An integer that is at least 0 and less than <paramref name="maxValue"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is not positive.</exception>
    int Next(int maxValue);
}
