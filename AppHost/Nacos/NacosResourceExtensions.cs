using Rollcall.AppHost.Commands;
using Rollcall.AppHost.Publishing;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.Nacos;

/// <summary>Adds the registry.</summary>
internal static class NacosResourceExtensions
{
    /// <summary>48 letters and digits are valid Base64 of 36 bytes; the registry asks for at least 32.</summary>
    private const int TokenLength = 48;

    private const int IdentityLength = 24;

    private const string ReadinessPath = "/nacos/v1/console/health/readiness";
    private const string Version3ReadinessPath = "/nacos/v3/admin/core/state/readiness";
    private const string KillConsequence = "Predictions go on by the last known table.";

    /// <summary>Adds a Nacos registry: a process of this machine, or a container in container mode and where the application is published.</summary>
    public static IResourceBuilder<INacosResource> AddNacos(this IDistributedApplicationBuilder builder, string name, RunSettings settings)
        => settings.Target != PublishTarget.None ? builder.AddNacosContainer(name, settings).WithPrivateEndpoints()
            : settings.Containers ? builder.AddNacosContainer(name, settings).WithLocalEndpoints(settings)
            : builder.AddNacosProcess(name, settings.Ports.Nacos);

    /// <summary>Adds the embedded registry; it is healthy when it answers naming requests.</summary>
    private static IResourceBuilder<EmbeddedNacosResource> AddNacosProcess(this IDistributedApplicationBuilder builder, string name, int port)
    {
        var files = RunFiles.Of(builder);
        var nacos = new EmbeddedNacosResource(name, builder.AppHostDirectory);
        return builder.AddResource(nacos)
            .WithArgs(SiblingProgram.PathOf(EmbeddedNacosResource.Program))
            .WithArgs(FormattableString.Invariant($"--server.port={port}"), $"--nacos.home={files.Directory(name)}")
            .WithHttpEndpoint(port: port, name: EmbeddedNacosResource.HttpEndpointName, isProxied: false)
            .WithHttpHealthCheck(ReadinessPath)
            .WithKillCommand(KillConsequence)
            .WithOtlpExporter();
    }

    private static IResourceBuilder<NacosContainerResource> AddNacosContainer(this IDistributedApplicationBuilder builder, string name, RunSettings settings)
    {
        // Special characters would end up between quotes of the templates that deployment tools write.
        var token = builder.AddSecret($"{name}-token", TokenLength);
        var identity = builder.AddSecret($"{name}-identity", IdentityLength);

        // The heap fits a container of 1 GiB.
        return builder.AddResource(new NacosContainerResource(name))
            .WithImage(NacosContainerImageTags.Image, settings.NacosTag)
            .WithEnvironment("MODE", "standalone")
            .WithEnvironment("JVM_XMS", "256m")
            .WithEnvironment("JVM_XMX", "512m")
            .WithEnvironment("NACOS_AUTH_TOKEN", token)
            .WithEnvironment("NACOS_AUTH_IDENTITY_KEY", "rollcall")
            .WithEnvironment("NACOS_AUTH_IDENTITY_VALUE", identity);
    }

    /// <summary>Both endpoints are tcp: behind an HTTP ingress the port would be 80, and 1080 is not where gRPC is.</summary>
    private static IResourceBuilder<NacosContainerResource> WithPrivateEndpoints(this IResourceBuilder<NacosContainerResource> nacos) => nacos
        .WithEndpoint(targetPort: NacosContainerResource.HttpPort, scheme: "tcp", name: NacosContainerResource.HttpEndpointName)
        .WithEndpoint(targetPort: NacosContainerResource.GrpcPort, scheme: "tcp", name: NacosContainerResource.GrpcEndpointName);

    /// <summary>On this machine the two ports keep the distance that clients count on, whatever the first is.</summary>
    private static IResourceBuilder<NacosContainerResource> WithLocalEndpoints(this IResourceBuilder<NacosContainerResource> nacos, RunSettings settings) => nacos
        .WithHttpEndpoint(port: settings.Ports.Nacos, targetPort: NacosContainerResource.HttpPort, name: NacosContainerResource.HttpEndpointName, isProxied: false)
        .WithEndpoint(port: settings.Ports.Nacos + RunPorts.NacosGrpcOffset, targetPort: NacosContainerResource.GrpcPort, scheme: "tcp", name: NacosContainerResource.GrpcEndpointName, isProxied: false)
        .WithHttpHealthCheck(NacosContainerImageTags.IsVersion3(settings.NacosTag) ? Version3ReadinessPath : ReadinessPath)
        .WithKillCommand(KillConsequence);

    private static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name, int length)
        => builder.AddParameter(name, new GenerateParameterDefault { MinLength = length, Special = false }, secret: true);
}
