using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;
using Aspire.Hosting.Kubernetes.Resources;
using Rollcall.AppHost.Nacos;
using Rollcall.AppHost.Publishing;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model server in a container of <c>docker/node</c>: the agent is its first process and starts the server.</summary>
internal static class ServingContainer
{
    /// <summary>More than the agent takes to leave the registry, let consumers go and wait for requests that are under way; killed before, it would cut them off.</summary>
    private const int StopSeconds = 60;

    /// <summary>Adds a model server of the published application.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> AddPublishedContainer(this IDistributedApplicationBuilder builder, NodeSettings node, PublishTarget target)
    {
        var container = builder.AddContainer(node, node.Name, stage: null)
            .WithEndpoint(targetPort: TensorFlowServingContainerResource.RestPort, scheme: "tcp", name: TensorFlowServingContainerResource.RestEndpointName)
            .WithEndpoint(targetPort: TensorFlowServingContainerResource.GrpcPort, scheme: "tcp", name: TensorFlowServingContainerResource.GrpcEndpointName);
        return target switch
        {
            PublishTarget.Compose => container.ReplicatedInSwarm(node.Replicas),
            PublishTarget.Kubernetes => container.ReplicatedInKubernetes(node.Replicas),
            _ => container,
        };
    }

    /// <summary>
    /// Tells the agent in a container what to register. For azd that is the name of the app: it is reached by name only, its containers
    /// have no address of their own. Elsewhere the agent finds the address of its container.
    /// </summary>
    public static IResourceBuilder<ITensorFlowServingResource> WithAgentInside(this IResourceBuilder<ITensorFlowServingResource> node, TensorFlowServingContainerResource container, IResourceBuilder<INacosResource> registry)
    {
        var target = PublishTargets.Of(node.ApplicationBuilder);
        if (target == PublishTarget.None)
        {
            return node.WaitFor(registry);
        }

        // The registry has no disk, so none of its users outlives it.
        node.WithEnvironment("Agent__CreateAdministrator", "true");
        if (target != PublishTarget.Manifest)
        {
            return node;
        }

        var (rest, grpc) = (container.RestEndpoint, container.GrpcEndpoint);
        return node
            .WithEnvironment("Agent__Node", "http://127.0.0.1:8501")
            .WithEnvironment("Agent__Advertise", $"{rest.Property(EndpointProperty.Host)}:{rest.Property(EndpointProperty.Port)}")
            .WithEnvironment("Agent__GrpcPort", $"{grpc.Property(EndpointProperty.Port)}")
            .WithEnvironment("Agent__Cluster", "DEFAULT");
    }

    /// <summary>Models and agent come from the folders of the repository, so that is the context.</summary>
    public static IResourceBuilder<TensorFlowServingContainerResource> AddContainer(this IDistributedApplicationBuilder builder, NodeSettings node, string image, string? stage)
        => builder.AddResource(new TensorFlowServingContainerResource(node.Name))
            .WithImage(image)
            .WithDockerfile("..", "docker/node/Dockerfile", stage)
            .WithBuildArg("BASE_IMAGE", $"{TensorFlowServingContainerImageTags.Image}:{TensorFlowServingContainerImageTags.Tag}");

    /// <summary>Every replica has an address of its own, which its agent registers: the service can be scaled at any time.</summary>
    private static IResourceBuilder<ITensorFlowServingResource> ReplicatedInSwarm(this IResourceBuilder<TensorFlowServingContainerResource> container, int replicas)
        => container.PublishAsDockerComposeService((_, service) =>
        {
            service.StopGracePeriod = FormattableString.Invariant($"{StopSeconds}s");
            service.Deploy = new Deploy
            {
                Replicas = replicas,

                // One at a time, the new one first; one that fails stops the update with the others still serving.
                UpdateConfig = new UpdateConfig { Parallelism = 1, Order = "start-first", FailureAction = "pause" },
            };
        });

    private static IResourceBuilder<ITensorFlowServingResource> ReplicatedInKubernetes(this IResourceBuilder<TensorFlowServingContainerResource> container, int replicas)
        => container.PublishAsKubernetesService(resource =>
        {
            var (deployment, pod) = resource.Plain();
            deployment.Spec.Replicas = replicas;
            deployment.Spec.Strategy = KubernetesExtensions.OneByOne();
            deployment.PodTemplate.Spec.TerminationGracePeriodSeconds = StopSeconds;

            // Loading takes as long as it takes, up to ten minutes. A busy server answers late, so each look may take long and is rare; and once it has
            // served, none of them kills it: the agent starts one that crashed, and a busy one would only come back with its models to load.
            pod.StartupProbe = Look(period: 5, failures: 120);
            pod.ReadinessProbe = Look(period: 30, failures: 3);
        });

    private static ProbeV1 Look(int period, int failures)
    {
        var exec = new ExecActionV1();
        exec.Command.AddRange(["/opt/rollcall/Agent", "--health"]);
        return new() { Exec = exec, PeriodSeconds = period, TimeoutSeconds = 30, FailureThreshold = failures };
    }
}
