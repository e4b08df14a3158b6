using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ServiceDiscovery.Http;

internal sealed class ServiceDiscoveryHttpMessageHandlerFactory(HttpServiceEndpointResolver resolver, IOptions<ServiceDiscoveryOptions> options)
    : IServiceDiscoveryHttpMessageHandlerFactory
{
    public HttpMessageHandler CreateHandler(HttpMessageHandler handler) =>
        new ResolvingHttpDelegatingHandler(resolver, options) { InnerHandler = handler };
}
