namespace Rollcall.Experiments.Reporting;

/// <summary>The part of a load that was measured; without it throughput could not be computed again from the samples.</summary>
/// <param name="Begin">Its start, since the start of the load.</param>
/// <param name="End">Its end.</param>
internal readonly record struct LoadWindow(TimeSpan Begin, TimeSpan End);
