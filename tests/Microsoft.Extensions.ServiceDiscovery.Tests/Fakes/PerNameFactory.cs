using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Extensions.ServiceDiscovery.Tests;

/// <summary>Gives each name a provider of its own.</summary>
internal sealed class PerNameFactory(Func<IServiceEndpointProvider> create) : IServiceEndpointProviderFactory
{
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = create();
        return true;
    }
}
