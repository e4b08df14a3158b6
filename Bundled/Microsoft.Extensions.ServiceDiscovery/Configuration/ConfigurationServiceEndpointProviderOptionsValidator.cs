using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ServiceDiscovery.Configuration;

internal sealed class ConfigurationServiceEndpointProviderOptionsValidator : IValidateOptions<ConfigurationServiceEndpointProviderOptions>
{
    public ValidateOptionsResult Validate(string? name, ConfigurationServiceEndpointProviderOptions options) => options switch
    {
        { SectionName: null or "" } => ValidateOptionsResult.Fail("ConfigurationServiceEndpointProviderOptions.SectionName must name a configuration section."),
        { ShouldApplyHostNameMetadata: null } => ValidateOptionsResult.Fail("ConfigurationServiceEndpointProviderOptions.ShouldApplyHostNameMetadata must not be null."),
        _ => ValidateOptionsResult.Success,
    };
}
