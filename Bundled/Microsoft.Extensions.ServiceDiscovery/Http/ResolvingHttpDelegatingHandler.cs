using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ServiceDiscovery.Http;

/// <summary>Sends each request to an endpoint of the service that its host names.</summary>
internal sealed class ResolvingHttpDelegatingHandler(HttpServiceEndpointResolver resolver, IOptions<ServiceDiscoveryOptions> options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } uri)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var host = request.Headers.Host;
        var endpoint = await resolver.GetEndpointAsync(uri, cancellationToken);
        try
        {
            request.RequestUri = EndpointUri.Resolve(uri, endpoint, options.Value);
            request.Headers.Host ??= endpoint.Features.Get<IHostNameFeature>()?.HostName;
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // A retry in an outer handler must ask again, by the name.
            request.RequestUri = uri;
            request.Headers.Host = host;
        }
    }
}
