using System.Collections.Immutable;

namespace Agent.Polling;

/// <summary>What a node says about one model.</summary>
/// <param name="Known">False when it did not say anything of use: the model stays as it was.</param>
/// <param name="Available">AVAILABLE versions, highest first; empty when the node does not have the model.</param>
/// <param name="Labels">Label → version.</param>
internal sealed record ModelReport(bool Known, ImmutableArray<long> Available, ImmutableSortedDictionary<string, long> Labels);
