namespace Embedded.Nacos.Registry;

/// <summary>
/// What an operator has decided about an instance. It wins over what the owner publishes, field by field for metadata, and outlives a
/// re-registration, so that "offline" stays in force while an agent restarts.
/// </summary>
internal sealed record InstanceOverride(double Weight, bool Enabled, Metadata Metadata)
{
    public static InstanceOverride None { get; } = new(Instance.DefaultWeight, Enabled: true, Metadata.Empty);
}
