using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Makes a health check of the AppHost a condition for the resource's health.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(key);
        return builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(c => c.Key == key)
            ? throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>Checks the health by requests to an endpoint.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">Path; null means <c>/</c>.</param>
    /// <param name="statusCode">Status that counts as healthy; null means 200.</param>
    /// <param name="endpointName">Endpoint; null means the first http or https one.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithHttpHealthCheck(endpointName is null ? null : () => builder.GetEndpoint(endpointName), path, statusCode);
    }

    /// <summary>Checks the health by requests to an endpoint.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = endpointSelector?.Invoke() ?? builder.FirstHttpEndpoint();
        path ??= "/";
        statusCode ??= 200;
        if (endpoint.Exists && endpoint.Scheme is not ("http" or "https"))
        {
            throw new DistributedApplicationException($"The endpoint '{endpoint.EndpointName}' on resource '{endpoint.Resource.Name}' was not configured with 'http' or 'https' scheme.");
        }

        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{path}_{statusCode}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key, services => new EndpointHealthCheck(services.GetRequiredService<HealthCheckClient>(), endpoint, path, statusCode.Value), failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }

    internal static EndpointReference FirstHttpEndpoint<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        var endpoints = builder.Resource.GetEndpoints().ToArray();
        return endpoints.FirstOrDefault(e => e.Scheme is "http" or "https")
            ?? throw new DistributedApplicationException($"Could not create HTTP health check or command for resource '{builder.Resource.Name}' as no endpoint with scheme 'http' or 'https' was found.");
    }
}
