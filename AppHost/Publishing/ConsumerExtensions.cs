using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.Publishing;

/// <summary>Makes the consumer reachable.</summary>
internal static class ConsumerExtensions
{
    /// <summary>Where .NET's images listen.</summary>
    private const int ContainerPort = 8080;

    /// <summary>Gives the consumer an address for users: a port of this machine, or what the platform it is published to offers.</summary>
    public static IResourceBuilder<ProjectResource> WithPublicEndpoint(this IResourceBuilder<ProjectResource> consumer, RunSettings settings) => (settings.Target switch
    {
        // The platform chooses the ports and speaks TLS; the process itself listens to http only.
        PublishTarget.Manifest => consumer.WithHttpEndpoint().WithHttpsEndpoint().WithEndpointsInEnvironment(endpoint => endpoint.UriScheme == "http"),
        PublishTarget.Compose => consumer.WithHttpEndpoint(port: ContainerPort, targetPort: ContainerPort, isProxied: false),
        _ => consumer.WithHttpEndpoint(port: settings.Ports.Consumer, name: "http", isProxied: false),
    }).WithExternalHttpEndpoints();
}
