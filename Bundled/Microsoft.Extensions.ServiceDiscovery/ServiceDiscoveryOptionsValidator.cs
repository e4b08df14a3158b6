using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ServiceDiscovery;

internal sealed class ServiceDiscoveryOptionsValidator : IValidateOptions<ServiceDiscoveryOptions>
{
    public ValidateOptionsResult Validate(string? name, ServiceDiscoveryOptions options) =>
        options.AllowedSchemes is null
            ? ValidateOptionsResult.Fail("ServiceDiscoveryOptions.AllowedSchemes must not be null; use an empty list and AllowAllSchemes instead.")
            : ValidateOptionsResult.Success;
}
