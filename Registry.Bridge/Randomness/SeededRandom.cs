namespace Registry.Bridge;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, 2014). Its whole state is one counter that moves by a constant, so one interlocked addition makes it
/// safe for many threads without a lock, and the same seed gives the same numbers.
/// </summary>
/// <param name="seed">Where the sequence starts.</param>
public sealed class SeededRandom(ulong seed) : IRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>A source whose seed comes from the operating system.</summary>
    /// <remarks>Not through the cryptography library: that would load OpenSSL, 5 MB, into an agent that needs it for nothing else.</remarks>
    public static SeededRandom FromEntropy() => new((ulong)new Random().NextInt64(long.MinValue, long.MaxValue));

    /// <inheritdoc />
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc />
    public int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxValue);
        // The high half of a product maps 32 random bits onto the range; its bias (below 2⁻³² · maxValue) does not matter for balancing.
        return (int)(((NextUInt64() >> 32) * (ulong)maxValue) >> 32);
    }

    private ulong NextUInt64()
    {
        var z = Interlocked.Add(ref _state, GoldenGamma);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
