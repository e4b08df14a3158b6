using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;
using Rollcall.AppHost.Publishing;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model server in a container of <c>docker/node</c>: the agent is its first process and starts the server.</summary>
internal static class ServingContainer
{
    /// <summary>More than the agent takes to leave the registry, let consumers go and wait for requests that are under way.</summary>
    private const string StopGracePeriod = "60s";

    /// <summary>Adds a model server.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> AddServingContainer(this IDistributedApplicationBuilder builder, NodeSettings node, PublishTarget target)
    {
        // Models and agent come from the folders of the repository, so that is the context.
        var container = builder.AddResource(new TensorFlowServingContainerResource(node.Name))
            .WithImage(node.Name)
            .WithDockerfile("..", "docker/node/Dockerfile")
            .WithBuildArg("BASE_IMAGE", $"{TensorFlowServingContainerImageTags.Image}:{TensorFlowServingContainerImageTags.Tag}")
            .WithEndpoint(targetPort: TensorFlowServingContainerResource.RestPort, scheme: "tcp", name: TensorFlowServingContainerResource.RestEndpointName)
            .WithEndpoint(targetPort: TensorFlowServingContainerResource.GrpcPort, scheme: "tcp", name: TensorFlowServingContainerResource.GrpcEndpointName);
        return target == PublishTarget.Compose ? container.WithReplicas(node.Replicas) : container;
    }

    /// <summary>
    /// Tells the agent in a container what to register. For azd that is the name of the app: it is reached by name only, its containers
    /// have no address of their own. Elsewhere the entry point finds the address of its container.
    /// </summary>
    public static IResourceBuilder<ITensorFlowServingResource> WithAgentInside(this IResourceBuilder<ITensorFlowServingResource> node, TensorFlowServingContainerResource container)
    {
        if (PublishTargets.Of(node.ApplicationBuilder) != PublishTarget.Manifest)
        {
            return node;
        }

        var (rest, grpc) = (container.RestEndpoint, container.GrpcEndpoint);
        return node
            .WithEnvironment("Agent__Node", "http://localhost:8501")
            .WithEnvironment("Agent__Advertise", $"{rest.Property(EndpointProperty.Host)}:{rest.Property(EndpointProperty.Port)}")
            .WithEnvironment("Agent__GrpcPort", $"{grpc.Property(EndpointProperty.Port)}")
            .WithEnvironment("Agent__Cluster", "DEFAULT");
    }

    /// <summary>Every replica has an address of its own, which its agent registers: the service can be scaled at any time.</summary>
    private static IResourceBuilder<ITensorFlowServingResource> WithReplicas(this IResourceBuilder<TensorFlowServingContainerResource> container, int replicas)
        => container.PublishAsDockerComposeService((_, service) =>
        {
            service.StopGracePeriod = StopGracePeriod;
            service.Deploy = new Deploy
            {
                Replicas = replicas,

                // One at a time, the new one first; one that fails stops the update with the others still serving.
                UpdateConfig = new UpdateConfig { Parallelism = 1, Order = "start-first", FailureAction = "pause" },
            };
        });
}
