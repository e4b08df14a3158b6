namespace Embedded.Nacos.Registry;

/// <summary>What an operator has declared about a service. A service that only instances brought to life has none.</summary>
/// <param name="ProtectThreshold">Share of healthy instances at or below which a list answers with all of them, marked healthy.</param>
/// <param name="Metadata">Free texts.</param>
internal sealed record ServiceSettings(float ProtectThreshold, Metadata Metadata)
{
    public static ServiceSettings Default { get; } = new(0f, Metadata.Empty);
}
