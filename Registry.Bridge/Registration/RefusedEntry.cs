namespace Registry.Bridge;

/// <summary>An entry that cannot be registered.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Reason">A sentence that says why and what to do.</param>
public sealed record RefusedEntry(RegistryEntry Entry, string Reason);
