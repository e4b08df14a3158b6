using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Testing;

/// <summary>Reaches resources of a started application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    private static readonly string[] s_usual = ["https", "http"];

    /// <summary>A client for an endpoint of a resource; it retries, as the application's HTTP client defaults say.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="endpointName">Name of the endpoint; null for its https or http endpoint.</param>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var address = GetEndpoint(app, resourceName, endpointName);
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = address;
        return client;
    }

    /// <summary>The connection string of a resource.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="cancellationToken">Ends the wait for what it is made of.</param>
    /// <exception cref="ArgumentException">There is no such resource, or it has no connection string.</exception>
    public static ValueTask<string?> GetConnectionStringAsync(this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default)
        => Find(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' does not expose a connection string.", nameof(resourceName));

    /// <summary>The address of an endpoint as the test sees it.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="endpointName">Name of the endpoint; null for its https or http endpoint.</param>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The endpoint has no address yet.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
        => GetEndpointForNetwork(app, resourceName, null, endpointName);

    /// <summary>The address of an endpoint as a network sees it.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="networkIdentifier">The network; null for this machine.</param>
    /// <param name="endpointName">Name of the endpoint; null for its https or http endpoint.</param>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The endpoint has no address yet.</exception>
    public static Uri GetEndpointForNetwork(this DistributedApplication app, string resourceName, NetworkIdentifier? networkIdentifier, string? endpointName = null)
    {
        if (Find(app, resourceName) is not IResourceWithEndpoints resource)
        {
            throw new ArgumentException($"Resource '{resourceName}' has no endpoints.", nameof(resourceName));
        }

        var endpoint = endpointName is null
            ? s_usual.Select(name => Reference(resource, name, networkIdentifier)).FirstOrDefault(reference => reference.Exists)
            : Reference(resource, endpointName, networkIdentifier);
        return endpoint switch
        {
            null or { Exists: false } => throw new ArgumentException($"Endpoint '{endpointName ?? "https or http"}' for resource '{resourceName}' not found.", nameof(endpointName)),
            { IsAllocated: false } => throw new InvalidOperationException($"Endpoint '{endpoint.EndpointName}' for resource '{resourceName}' has no address yet: start the application first."),
            _ => new Uri(endpoint.Url),
        };
    }

    private static EndpointReference Reference(IResourceWithEndpoints resource, string name, NetworkIdentifier? network)
        => network is null ? new(resource, name) : new(resource, name, network);

    private static IResource Find(DistributedApplication app, string resourceName)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        return app.Services.GetRequiredService<DistributedApplicationModel>().Resources.FirstOrDefault(resource => string.Equals(resource.Name, resourceName, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"Resource '{resourceName}' not found.", nameof(resourceName));
    }
}
