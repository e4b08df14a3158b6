using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.ServiceDiscovery;

namespace Registry.Bridge;

/// <summary>
/// Accepts every name that a model can have: it is asked once per name, perhaps before the model exists. Whether the registry knows the name is
/// the provider's question.
/// </summary>
internal sealed class NacosServiceEndpointProviderFactory(ModelDirectory directory, TimeProvider time) : IServiceEndpointProviderFactory
{
    /// <inheritdoc />
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = null;
        // Hosts come lower-cased. A name that needs an escape is not one that an index service can have.
        var valid = query.ServiceName.Length is > 0 and <= DiscoveryName.MaxLength
            && !query.ServiceName.AsSpan().ContainsAnyExcept(HostSafe.HostCharacters);
        if (valid)
        {
            provider = new NacosServiceEndpointProvider(query, directory, time);
        }

        return valid;
    }
}
