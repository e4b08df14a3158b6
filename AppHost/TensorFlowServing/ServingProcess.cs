using Rollcall.AppHost.Commands;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>A model server of this machine.</summary>
internal static class ServingProcess
{
    /// <summary>Where agents and health checks look.</summary>
    public const string MonitoringPath = "/monitoring/prometheus/metrics";

    /// <summary>Adds a model server with monitoring on; it is healthy when it answers, whether or not its models are loaded.</summary>
    public static IResourceBuilder<ITensorFlowServingResource> AddServingProcess(this IDistributedApplicationBuilder builder, string name, NodePorts ports, double? cpuQuota)
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
}
