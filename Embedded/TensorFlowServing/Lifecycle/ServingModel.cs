using System.Collections.Frozen;

namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>What requests see of one model; immutable.</summary>
/// <param name="Latest">The highest loaded version, if any.</param>
/// <param name="Versions">Loaded versions by number.</param>
/// <param name="Labels">Version numbers by label.</param>
internal sealed record ServingModel(
    ManagedVersion? Latest,
    FrozenDictionary<long, ManagedVersion> Versions,
    IReadOnlyDictionary<string, long> Labels);
