namespace Rollcall.Experiments.Sampling;

/// <summary>Bytes of one TCP connection since it was opened, seen from one of its two processes.</summary>
internal readonly record struct ConnectionCount(int Pid, long Sent, long Received);
