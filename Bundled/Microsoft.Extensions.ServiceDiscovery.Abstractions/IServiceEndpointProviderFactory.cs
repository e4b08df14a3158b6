using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Creates the provider for a service, if this kind of provider can serve it.</summary>
public interface IServiceEndpointProviderFactory
{
    /// <summary>Creates a provider for a query; asked once for each name, when the name is first resolved.</summary>
    /// <param name="query">The parsed service name.</param>
    /// <param name="provider">The provider, when the result is <see langword="true"/>.</param>
    /// <returns>Whether this factory serves such names.</returns>
    bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider);
}
