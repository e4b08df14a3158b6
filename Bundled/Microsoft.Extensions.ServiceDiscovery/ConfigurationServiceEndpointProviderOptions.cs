namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Options of the provider that reads endpoints from configuration.</summary>
public sealed class ConfigurationServiceEndpointProviderOptions
{
    /// <summary>The section that holds a section for each service.</summary>
    /// <value>Default <c>Services</c>.</value>
    public string SectionName { get; set; } = "Services";

    /// <summary>Chooses the endpoints whose requests carry the service's name as <c>Host</c>.</summary>
    /// <value>Default: none.</value>
    public Func<ServiceEndpoint, bool> ShouldApplyHostNameMetadata { get; set; } = _ => false;
}
