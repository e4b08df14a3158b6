namespace Registry.Bridge;

/// <summary>How the registry was last met.</summary>
/// <param name="State">Whether it answers.</param>
/// <param name="Since">Since when it has been so.</param>
/// <param name="Problem">Why it is away; null otherwise.</param>
public sealed record RegistryStatus(RegistryState State, DateTimeOffset Since, string? Problem = null);
