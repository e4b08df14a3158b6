using Rollcall.AppHost.Commands;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model server in a container of this machine, with the ports that a process would have, on models that are mounted.</summary>
internal static class LocalContainer
{
    private const string ModelsFolder = "/models";
    private const string AgentProgram = "agent-program";

    /// <summary>The image without models: they are mounted.</summary>
    private const string LocalStage = "agent";

    /// <summary>Another name than the image with models has.</summary>
    private const string LocalImage = "node-agent";

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

    /// <summary>Publishes the agent for the image; it takes a moment when nothing has changed.</summary>
    private static IResourceBuilder<ExecutableResource> AddAgentProgram(this IDistributedApplicationBuilder builder)
        => builder.TryCreateResourceBuilder<ExecutableResource>(AgentProgram, out var known)
            ? known
            : builder.AddExecutable(AgentProgram, "sh", Path.Combine(builder.AppHostDirectory, ".."), "docker/prepare.sh", "--agent");
}
