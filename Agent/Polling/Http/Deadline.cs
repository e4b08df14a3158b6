namespace Agent.Polling.Http;

/// <summary>When a request has to be answered.</summary>
internal readonly struct Deadline(TimeSpan timeout, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>What is left, as sockets want it: at least one, since 0 means for ever.</summary>
    public int Milliseconds => Math.Max(1, (int)Math.Ceiling((timeout - time.GetElapsedTime(_start)).TotalMilliseconds));
}
