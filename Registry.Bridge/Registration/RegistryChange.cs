using System.Collections.Immutable;

namespace Registry.Bridge;

/// <summary>
/// What has to be written to the registry. It is applied in this order: versions registered, indexes registered, indexes deregistered,
/// versions deregistered. So an index never names a version that cannot be found.
/// </summary>
/// <param name="Register">Entries to register, or to register again with other metadata.</param>
/// <param name="Deregister">Entries to take out.</param>
public sealed record RegistryChange(ImmutableArray<RegistryEntry> Register, ImmutableArray<RegistryEntry> Deregister)
{
    /// <summary>Nothing to do.</summary>
    public static RegistryChange None { get; } = new([], []);

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Register.IsEmpty && Deregister.IsEmpty;
}
