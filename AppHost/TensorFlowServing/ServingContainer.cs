using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;
using Rollcall.AppHost.Commands;
using Rollcall.AppHost.Nacos;
using Rollcall.AppHost.Publishing;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model server in a container of <c>docker/node</c>: the agent is its first process and starts the server.</summary>
internal static class ServingContainer
{
    /// <summary>More than the agent takes to leave the registry, let consumers go and wait for requests that are under way.</summary>
    private const string StopGracePeriod = "60s";

    private const string ModelsFolder = "/models";
    private const string AgentProgram = "agent-program";

    /// <summary>The image without models: they are mounted.</summary>
    private const string LocalStage = "agent";

    /// <summary>Another name than the image with models has.</summary>
    private const string LocalImage = "node-agent";

    /// <summary>Adds a model server of the published application.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> AddPublishedContainer(this IDistributedApplicationBuilder builder, NodeSettings node, PublishTarget target)
    {
        var container = builder.AddContainer(node, node.Name, stage: null)
            .WithEndpoint(targetPort: TensorFlowServingContainerResource.RestPort, scheme: "tcp", name: TensorFlowServingContainerResource.RestEndpointName)
            .WithEndpoint(targetPort: TensorFlowServingContainerResource.GrpcPort, scheme: "tcp", name: TensorFlowServingContainerResource.GrpcEndpointName);
        return target == PublishTarget.Compose ? container.WithReplicas(node.Replicas) : container;
    }

    /// <summary>Adds a model server as a container of this machine, with the ports that a process would have.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> AddLocalContainer(this IDistributedApplicationBuilder builder, NodeSettings node, double? cpuQuota)
    {
        var container = builder.AddContainer(node, LocalImage, LocalStage)
            .WithHttpEndpoint(port: node.Ports.Rest, targetPort: TensorFlowServingContainerResource.RestPort, name: TensorFlowServingContainerResource.RestEndpointName, isProxied: false)
            .WithEndpoint(port: node.Ports.Grpc, targetPort: TensorFlowServingContainerResource.GrpcPort, scheme: "http", name: TensorFlowServingContainerResource.GrpcEndpointName, isProxied: false)
            .WithHttpHealthCheck(ServingProcess.MonitoringPath, endpointName: TensorFlowServingContainerResource.RestEndpointName)
            .WithEnvironment("Agent__Name", node.Name)
            .WithEnvironment("Agent__Advertise", FormattableString.Invariant($"127.0.0.1:{node.Ports.Rest}"))
            .WithEnvironment("Agent__GrpcPort", FormattableString.Invariant($"{node.Ports.Grpc}"))
            .WithKillCommand("Its requests move to other nodes.")
            .WithOtlpExporter()
            .WaitForCompletion(builder.AddAgentProgram());
        return cpuQuota is { } quota ? container.WithContainerRuntimeArgs(FormattableString.Invariant($"--cpus={quota}")) : container;
    }

    /// <summary>Gives a container of this machine the model folders, read-only, under the paths that its entry point looks at.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> WithMountedModels(this IResourceBuilder<TensorFlowServingContainerResource> node, ModelSet models)
    {
        if (models.Models.Count == 0)
        {
            return node;
        }

        var inside = new ModelSet([.. models.Models.Select(model => model with { Path = $"{ModelsFolder}/{model.Name}" })]);
        node.WithBindMount(RunFiles.Of(node.ApplicationBuilder).Add(Path.Combine(node.Resource.Name, "models.config"), inside.ToConfig()), $"{ModelsFolder}/models.config", isReadOnly: true);
        foreach (var (model, mounted) in models.Models.Zip(inside.Models))
        {
            node.WithBindMount(model.Path, mounted.Path, isReadOnly: true);
        }

        return node;
    }

    /// <summary>
    /// Tells the agent in a container what to register. For azd that is the name of the app: it is reached by name only, its containers
    /// have no address of their own. Elsewhere the entry point finds the address of its container.
    /// </summary>
    public static IResourceBuilder<ITensorFlowServingResource> WithAgentInside(this IResourceBuilder<ITensorFlowServingResource> node, TensorFlowServingContainerResource container, IResourceBuilder<INacosResource> registry)
    {
        switch (PublishTargets.Of(node.ApplicationBuilder))
        {
            case PublishTarget.None:
                return node.WaitFor(registry);
            case PublishTarget.Compose:
                return node;
        }

        var (rest, grpc) = (container.RestEndpoint, container.GrpcEndpoint);
        return node
            .WithEnvironment("Agent__Node", "http://localhost:8501")
            .WithEnvironment("Agent__Advertise", $"{rest.Property(EndpointProperty.Host)}:{rest.Property(EndpointProperty.Port)}")
            .WithEnvironment("Agent__GrpcPort", $"{grpc.Property(EndpointProperty.Port)}")
            .WithEnvironment("Agent__Cluster", "DEFAULT");
    }

    /// <summary>Models and agent come from the folders of the repository, so that is the context.</summary>
    private static IResourceBuilder<TensorFlowServingContainerResource> AddContainer(this IDistributedApplicationBuilder builder, NodeSettings node, string image, string? stage)
        => builder.AddResource(new TensorFlowServingContainerResource(node.Name))
            .WithImage(image)
            .WithDockerfile("..", "docker/node/Dockerfile", stage)
            .WithBuildArg("BASE_IMAGE", $"{TensorFlowServingContainerImageTags.Image}:{TensorFlowServingContainerImageTags.Tag}");

    /// <summary>Publishes the agent for the image; it takes a moment when nothing has changed.</summary>
    private static IResourceBuilder<ExecutableResource> AddAgentProgram(this IDistributedApplicationBuilder builder)
        => builder.TryCreateResourceBuilder<ExecutableResource>(AgentProgram, out var known)
            ? known
            : builder.AddExecutable(AgentProgram, "sh", Path.Combine(builder.AppHostDirectory, ".."), "docker/prepare.sh", "--agent");

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
