using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using Microsoft.Extensions.ServiceDiscovery.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Service discovery for HTTP clients.</summary>
public static class ServiceDiscoveryHttpClientBuilderExtensions
{
    /// <summary>Makes clients resolve the host of each request as a service's name and take its endpoints in turn.</summary>
    /// <param name="httpClientBuilder">The builder of one client, or of the defaults of all.</param>
    /// <returns>The builder.</returns>
    public static IHttpClientBuilder AddServiceDiscovery(this IHttpClientBuilder httpClientBuilder)
    {
        ArgumentNullException.ThrowIfNull(httpClientBuilder);
        var services = httpClientBuilder.Services;
        services.AddServiceDiscoveryCore();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, GrpcBalancingFilter>());
        services.Configure<GrpcBalancingFilterOptions>(options => options.ClientNames.Add(httpClientBuilder.Name));
        return httpClientBuilder.AddHttpMessageHandler(provider => new ResolvingHttpDelegatingHandler(
            provider.GetRequiredService<HttpServiceEndpointResolver>(),
            provider.GetRequiredService<IOptions<ServiceDiscoveryOptions>>()));
    }
}
