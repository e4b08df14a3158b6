using System.Collections.Immutable;

namespace Registry.Bridge;

/// <summary>What became of a <see cref="RegistryChange"/>. Entries that are named nowhere here were not reached and have to be asked for again.</summary>
/// <param name="Registered">Now in the registry.</param>
/// <param name="Deregistered">No longer in the registry.</param>
/// <param name="Refused">Entries that cannot be registered, and why.</param>
/// <param name="Failure">Why the rest was not reached: the registry is away or ill. Null when everything was.</param>
public sealed record RegistryOutcome(
    ImmutableArray<RegistryEntry> Registered,
    ImmutableArray<RegistryEntry> Deregistered,
    ImmutableArray<RefusedEntry> Refused,
    Exception? Failure);
