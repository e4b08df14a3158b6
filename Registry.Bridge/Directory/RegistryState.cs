namespace Registry.Bridge;

/// <summary>Whether the registry answers.</summary>
public enum RegistryState
{
    /// <summary>Not asked yet.</summary>
    Unknown,

    /// <summary>It answers.</summary>
    Connected,

    /// <summary>It does not answer; what is known is what was last heard.</summary>
    Away,
}
