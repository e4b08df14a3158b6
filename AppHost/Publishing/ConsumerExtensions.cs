using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.Publishing;

/// <summary>Makes the consumer reachable.</summary>
internal static class ConsumerExtensions
{
    /// <summary>Where .NET's images listen.</summary>
    private const int ContainerPort = 8080;

    /// <summary>How long the consumer lets requests end, and a moment for itself; killed before, it would cut them off.</summary>
    private const int StopSeconds = 35;

    /// <summary>How long the cluster may go on sending requests to a pod that it has taken out of the service.</summary>
    private const int LetGoSeconds = 5;

    /// <summary>Gives the consumer an address for users: a port of this machine, or what the platform it is published to offers.</summary>
    public static IResourceBuilder<ProjectResource> WithPublicEndpoint(this IResourceBuilder<ProjectResource> consumer, RunSettings settings) => (settings.Target switch
    {
        // The platform chooses the ports and speaks TLS; the process itself listens to http only.
        PublishTarget.Manifest => consumer.WithHttpEndpoint().WithHttpsEndpoint().WithEndpointsInEnvironment(endpoint => endpoint.UriScheme == "http"),
        PublishTarget.Compose => consumer.WithHttpEndpoint(port: ContainerPort, targetPort: ContainerPort, isProxied: false).ReplacedInSwarm(),
        PublishTarget.Kubernetes => consumer.WithHttpEndpoint(port: ContainerPort, targetPort: ContainerPort, isProxied: false).ReplacedInKubernetes(),
        _ => consumer.WithHttpEndpoint(port: settings.Ports.Consumer, name: "http", isProxied: false),
    }).WithExternalHttpEndpoints();

    private static IResourceBuilder<ProjectResource> ReplacedInSwarm(this IResourceBuilder<ProjectResource> consumer)
        => consumer.PublishAsDockerComposeService((_, service) =>
        {
            service.StopGracePeriod = FormattableString.Invariant($"{StopSeconds}s");
            service.Deploy = new Deploy { Replicas = 1, UpdateConfig = new UpdateConfig { Parallelism = 1, Order = "start-first", FailureAction = "pause" } };
        });

    private static IResourceBuilder<ProjectResource> ReplacedInKubernetes(this IResourceBuilder<ProjectResource> consumer)
        => consumer.PublishAsKubernetesService(resource =>
        {
            var (deployment, container) = resource.Plain();
            deployment.Spec.Strategy = KubernetesExtensions.OneByOne();
            container.ReadinessProbe = new() { HttpGet = new() { Path = "/health", Port = ContainerPort }, PeriodSeconds = 5 };
            // The pause before SIGTERM counts too.
            deployment.PodTemplate.Spec.TerminationGracePeriodSeconds = LetGoSeconds + StopSeconds;
            container.Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = LetGoSeconds } } };
        });
}
