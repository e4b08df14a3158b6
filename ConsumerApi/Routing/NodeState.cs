namespace ConsumerApi.Routing;

/// <summary>
/// One serving node as this process experiences it. The object lives as long as the node is routed to, across table swaps, so that
/// in-flight counts and failure marks are not forgotten when the registry changes something else.
/// </summary>
/// <param name="name">The node's name in the registry's metadata, e.g. <c>node-1</c>; what <c>x-rollcall-node</c> says.</param>
/// <param name="address">REST address: scheme, host and port.</param>
internal sealed class NodeState(string name, Uri address)
{
    // Weight of one answer in the latency average: the last ~20 answers decide.
    private const double LatencyGain = 0.1;

    private int _inFlight;
    private int _consecutiveFailures;
    private long _avoidUntil;
    private long _answers;
    private long _failures;
    private long _latencyBits;

    public string Name { get; } = name;

    public Uri Address { get; } = address;

    /// <summary>Requests sent to the node and not finished.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Answers of any status relayed from the node since it was first seen.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>Attempts that found the node gone (refused, reset, closed, no connection in time).</summary>
    public long Failures => Interlocked.Read(ref _failures);

    public int ConsecutiveFailures => Volatile.Read(ref _consecutiveFailures);

    /// <summary>Moving average of the time to an answer, in seconds; 0 before the first.</summary>
    public double Latency => BitConverter.Int64BitsToDouble(Interlocked.Read(ref _latencyBits));

    public void Begin() => Interlocked.Increment(ref _inFlight);

    public void End() => Interlocked.Decrement(ref _inFlight);

    /// <summary>The node answered: whatever it was avoided for is over.</summary>
    /// <returns>Whether this ended a row of failures.</returns>
    public bool Answered(TimeSpan took)
    {
        Interlocked.Increment(ref _answers);
        var seen = Interlocked.Read(ref _latencyBits);
        var average = BitConverter.Int64BitsToDouble(seen);
        var next = average == 0 ? took.TotalSeconds : average + (LatencyGain * (took.TotalSeconds - average));
        // A lost race loses one sample of an average, which does not matter; a loop here would.
        Interlocked.CompareExchange(ref _latencyBits, BitConverter.DoubleToInt64Bits(next), seen);
        if (Volatile.Read(ref _consecutiveFailures) == 0)
        {
            return false;
        }

        Interlocked.Exchange(ref _avoidUntil, 0);
        return Interlocked.Exchange(ref _consecutiveFailures, 0) > 0;
    }

    /// <summary>The node was not there: avoid it for <paramref name="cooldown"/>, so that not each request pays for it.</summary>
    /// <returns>Whether this is the first failure of a row.</returns>
    public bool Failed(TimeProvider time, TimeSpan cooldown)
    {
        Interlocked.Increment(ref _failures);
        var until = time.GetTimestamp() + (long)(cooldown.TotalSeconds * time.TimestampFrequency);
        // 0 means "not avoided".
        Interlocked.Exchange(ref _avoidUntil, until == 0 ? 1 : until);
        return Interlocked.Increment(ref _consecutiveFailures) == 1;
    }

    /// <summary>Whether the node failed a moment ago and its cooldown is not over.</summary>
    public bool IsAvoided(TimeProvider time)
    {
        // Read first without the clock: nearly always 0, and the clock costs as much as the rest of a pick.
        var until = Interlocked.Read(ref _avoidUntil);
        return until != 0 && time.GetTimestamp() < until;
    }
}
