using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Collects what the providers of one service contribute to one resolution.</summary>
public interface IServiceEndpointBuilder
{
    /// <summary>The endpoints found so far. By convention a provider adds nothing to a list that is not empty.</summary>
    IList<ServiceEndpoint> Endpoints { get; }

    /// <summary>Features of the resulting <see cref="ServiceEndpointSource"/> as a whole.</summary>
    IFeatureCollection Features { get; }

    /// <summary>Adds a token that fires when the contribution just made is out of date.</summary>
    /// <param name="changeToken">A token of this resolution alone: one that stays fired makes every later call resolve again.</param>
    void AddChangeToken(IChangeToken changeToken);
}
