using Rollcall.AppHost.Nacos;
using Rollcall.AppHost.Publishing;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>Adds nodes: a model server, its models and its agent.</summary>
internal static class TensorFlowServingExtensions
{
    /// <summary>Adds a model server: a process of this machine, or a container in container mode and where the application is published.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> AddTensorFlowServing(this IDistributedApplicationBuilder builder, NodeSettings node, RunSettings settings)
        => settings.Target != PublishTarget.None ? builder.AddPublishedContainer(node, settings.Target)
            : settings.Containers ? builder.AddLocalContainer(node, settings.CpuQuota)
            : builder.AddServingProcess(node.Name, node.Ports, settings.CpuQuota);

    /// <summary>Lets a node serve models: folders of this machine, or what is in the image where the application is published.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> WithModels(this IResourceBuilder<ITensorFlowServingResource> node, ModelSet models)
    {
        if (node.Resource is TensorFlowServingContainerResource container)
        {
            return node.ApplicationBuilder.CreateResourceBuilder(container).WithMountedModels(models);
        }

        var file = RunFiles.Of(node.ApplicationBuilder).Add(Path.Combine(node.Resource.Name, "models.config"), models.ToConfig());
        return node.WithArgs($"--model_config_file={file}");
    }

    /// <summary>Puts an agent beside a node: it reads the node's monitoring and status pages and keeps the registry in step. A container has it inside.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> WithAgent(this IResourceBuilder<ITensorFlowServingResource> node, string name, IResourceBuilder<INacosResource> registry)
    {
        if (node.Resource is TensorFlowServingContainerResource container)
        {
            return node.WithRegistry(registry).WithAgentInside(container, registry);
        }

        var process = (EmbeddedTensorFlowServingResource)node.Resource;

        // The identity in the registry holds an IP address, and consumers on this machine reach it by this one.
        var advertise = FormattableString.Invariant($"127.0.0.1:{process.Ports.Rest}");
        node.ApplicationBuilder.AddProject<Projects.Agent>(name, launchProfileName: null)
            .WithEnvironment("Agent__Name", process.Name)
            .WithEnvironment("Agent__Node", process.RestEndpoint)
            .WithEnvironment("Agent__Advertise", advertise)
            .WithEnvironment("Agent__GrpcPort", FormattableString.Invariant($"{process.Ports.Grpc}"))
            .WithRegistry(registry)
            .WithParentRelationship(node)
            .WaitFor(registry)
            .WaitForStart(node);
        return node;
    }
}
