using Registry.Bridge;

namespace Agent.Supervision;

/// <summary>Delays that double from a first to a longest one, each shortened by up to a fifth at random.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, IRandom random)
{
    private int _failures;

    /// <summary>True when the last attempt failed.</summary>
    public bool Failing => _failures > 0;

    /// <summary>The delay after one more failure.</summary>
    public TimeSpan Next()
    {
        // 2³⁰ first delays are longer than any longest one; more would overflow.
        var delay = first * Math.Pow(2, Math.Min(_failures++, 30));
        return random.Jitter(delay < longest ? delay : longest);
    }

    /// <summary>An attempt succeeded.</summary>
    public void Reset() => _failures = 0;
}
