using Microsoft.Extensions.ServiceDiscovery;
using Registry.Bridge;

namespace ConsumerApi.Discovery;

/// <summary>Resolves through <see cref="ServiceEndpointResolver"/>.</summary>
internal sealed class ServiceDiscoveryEndpoints(ServiceEndpointResolver resolver) : IEndpointSource
{
    public async ValueTask<DiscoveredEndpoints> ResolveAsync(string serviceName, CancellationToken cancellationToken)
    {
        var source = await resolver.GetEndpointsAsync(serviceName, cancellationToken);
        return new DiscoveredEndpoints([.. source.Endpoints.Select(ToEndpoint).OfType<DiscoveredEndpoint>()], source.ChangeToken);
    }

    /// <summary>
    /// The endpoint, or null when it is not the registry's: for a name without nodes the pass-through provider hands out the name itself
    /// as a DNS name, which is nothing that a model could be asked on.
    /// </summary>
    private static DiscoveredEndpoint? ToEndpoint(ServiceEndpoint endpoint) =>
        endpoint.Features.Get<IModelEndpointFeature>() is { } model && endpoint.EndPoint is UriEndPoint address
            ? new DiscoveredEndpoint(model.Node, address.Uri, model.Version, model.Weight, model.Healthy)
            : null;
}
