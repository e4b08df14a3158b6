namespace Rollcall.Experiments.Sampling;

/// <summary>What a process used during a load.</summary>
/// <param name="Process">Name of the resource.</param>
/// <param name="Cores">Processor time per second: 1 is one core all the time.</param>
/// <param name="Resident">Largest resident memory seen, bytes.</param>
/// <param name="Anonymous">Largest anonymous memory seen, bytes.</param>
/// <param name="Sent">Bytes sent over TCP per second; null where that could not be read.</param>
/// <param name="Received">Bytes received over TCP per second; null where that could not be read.</param>
internal sealed record ProcessUsage(string Process, double Cores, long Resident, long Anonymous, double? Sent, double? Received);
