namespace Rollcall.Experiments.Measuring;

/// <summary>One request.</summary>
/// <param name="Start">When it started (in the open loop: when it should have), since the start of the trial.</param>
/// <param name="Latency">From <paramref name="Start"/> to the last byte of the answer.</param>
/// <param name="Status">HTTP status; 0 when there was no answer.</param>
/// <param name="Node">The node that answered, where it is known.</param>
internal readonly record struct Sample(TimeSpan Start, TimeSpan Latency, int Status, string? Node)
{
    public TimeSpan End => Start + Latency;

    public bool Failed => Status != 200;
}
