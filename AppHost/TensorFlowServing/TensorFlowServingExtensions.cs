using Rollcall.AppHost.Commands;
using Rollcall.AppHost.Nacos;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>Adds nodes: a model server, its models and its agent.</summary>
internal static class TensorFlowServingExtensions
{
    private const string MonitoringPath = "/monitoring/prometheus/metrics";

    /// <summary>Adds a model server with monitoring on; it is healthy when it answers, whether or not its models are loaded.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> AddTensorFlowServing(this IDistributedApplicationBuilder builder, string name, NodePorts ports, double? cpuQuota)
    {
        var monitoring = RunFiles.Of(builder).Add(
            Path.Combine(name, "monitoring.config"),
            $"prometheus_config {{ enable: true, path: \"{MonitoringPath}\" }}\n");
        var node = builder.AddResource(new EmbeddedTensorFlowServingResource(name, builder.AppHostDirectory, ports))
            .WithArgs(SiblingProgram.PathOf(EmbeddedTensorFlowServingResource.Program))
            .WithArgs(
                FormattableString.Invariant($"--port={ports.Grpc}"),
                FormattableString.Invariant($"--rest_api_port={ports.Rest}"),
                $"--monitoring_config_file={monitoring}",
                "--file_system_poll_wait_seconds=1")
            .WithHttpEndpoint(port: ports.Rest, name: EmbeddedTensorFlowServingResource.RestEndpointName, isProxied: false)
            .WithEndpoint(port: ports.Grpc, scheme: "http", name: EmbeddedTensorFlowServingResource.GrpcEndpointName, isProxied: false)
            .WithHttpHealthCheck(MonitoringPath, endpointName: EmbeddedTensorFlowServingResource.RestEndpointName)
            .WithKillCommand("Its requests move to other nodes.")
            .WithOtlpExporter();
        return cpuQuota is { } quota ? node.WithArgs(FormattableString.Invariant($"--cpu_quota={quota}")) : node;
    }

    /// <summary>Lets a node serve models.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> WithModels(this IResourceBuilder<ITensorFlowServingResource> node, ModelSet models)
    {
        var file = RunFiles.Of(node.ApplicationBuilder).Add(Path.Combine(node.Resource.Name, "models.config"), models.ToConfig());
        return node.WithArgs($"--model_config_file={file}");
    }

    /// <summary>Puts an agent beside a node: it reads the node's monitoring and status pages and keeps the registry in step.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> WithAgent(this IResourceBuilder<ITensorFlowServingResource> node, string name, IResourceBuilder<INacosResource> registry)
    {
        // The identity in the registry holds an IP address, and consumers on this machine reach it by this one.
        var advertise = FormattableString.Invariant($"127.0.0.1:{node.Resource.Ports.Rest}");
        node.ApplicationBuilder.AddProject<Projects.Agent>(name, launchProfileName: null)
            .WithEnvironment("Agent__Name", node.Resource.Name)
            .WithEnvironment("Agent__Node", node.Resource.RestEndpoint)
            .WithEnvironment("Agent__Advertise", advertise)
            .WithEnvironment("Agent__GrpcPort", FormattableString.Invariant($"{node.Resource.Ports.Grpc}"))
            .WithReference(registry)
            .WithParentRelationship(node)
            .WaitFor(registry)
            .WaitForStart(node);
        return node;
    }
}
