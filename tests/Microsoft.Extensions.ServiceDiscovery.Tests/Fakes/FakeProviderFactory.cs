using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Extensions.ServiceDiscovery.Tests;

/// <summary>Gives one provider for every name, or refuses all when there is none.</summary>
internal sealed class FakeProviderFactory(IServiceEndpointProvider? provider) : IServiceEndpointProviderFactory
{
    public List<ServiceEndpointQuery> Queries { get; } = [];

    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? created)
    {
        Queries.Add(query);
        created = provider;
        return provider is not null;
    }
}
