using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollcall.AppHost.Commands;
using Rollcall.AppHost.Publishing;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.Nacos;

/// <summary>Adds the registry.</summary>
internal static class NacosResourceExtensions
{
    /// <summary>48 letters and digits are valid Base64 of 36 bytes; the registry asks for at least 32.</summary>
    private const int TokenLength = 48;

    private const int SecretLength = 24;

    /// <summary>The only name that the first administrator of a registry can have.</summary>
    private const string User = "nacos";

    private const string ReadinessPath = "/nacos/v1/console/health/readiness";
    private const string KillConsequence = "Predictions go on by the last known table.";

    /// <summary>Adds a Nacos registry: a process of this machine, or a container in container mode and where the application is published.</summary>
    public static IResourceBuilder<INacosResource> AddNacos(this IDistributedApplicationBuilder builder, string name, RunSettings settings)
        => settings.Target != PublishTarget.None ? builder.AddNacosContainer(name, settings).Published(settings.Target)
            : settings.Containers ? builder.AddNacosContainer(name, settings).Local(settings)
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
        var identity = builder.AddSecret($"{name}-identity", SecretLength);

        // On this machine nobody else reaches it, and its console needs no login.
        var password = settings.Target == PublishTarget.None ? null : builder.AddSecret($"{name}-password", SecretLength);

        // The heap fits a container of 1 GiB.
        return builder.AddResource(new NacosContainerResource(name) { Password = password?.Resource })
            .WithImage(NacosContainerImageTags.Image, settings.NacosTag)
            .WithEnvironment("MODE", "standalone")
            .WithEnvironment("JVM_XMS", "256m")
            .WithEnvironment("JVM_XMX", "512m")
            .WithEnvironment("NACOS_AUTH_ENABLE", password is null ? "false" : "true")
            .WithEnvironment("NACOS_AUTH_TOKEN", token)
            .WithEnvironment("NACOS_AUTH_IDENTITY_KEY", "rollcall")
            .WithEnvironment("NACOS_AUTH_IDENTITY_VALUE", identity);
    }

    /// <summary>Lets a resource find the registry, and log in where it asks for that.</summary>
    public static IResourceBuilder<T> WithRegistry<T>(this IResourceBuilder<T> builder, IResourceBuilder<INacosResource> registry)
        where T : IResourceWithEnvironment
    {
        builder.WithReference(registry);
        return registry.Resource.Password is { } password
            ? builder.WithEnvironment("Nacos__UserName", User).WithEnvironment("Nacos__Password", registry.ApplicationBuilder.CreateResourceBuilder(password))
            : builder;
    }

    /// <summary>Both endpoints are tcp: behind an HTTP ingress the port would be 80, and 1080 is not where gRPC is.</summary>
    private static IResourceBuilder<NacosContainerResource> Published(this IResourceBuilder<NacosContainerResource> nacos, PublishTarget target)
    {
        nacos
            .WithEndpoint(targetPort: NacosContainerResource.HttpPort, scheme: "tcp", name: NacosContainerResource.HttpEndpointName)
            .WithEndpoint(targetPort: NacosContainerResource.GrpcPort, scheme: "tcp", name: NacosContainerResource.GrpcEndpointName);
        return target == PublishTarget.Kubernetes ? nacos.AloneInKubernetes() : nacos;
    }

    /// <summary>On this machine the two ports keep the distance that clients count on, whatever the first is.</summary>
    private static IResourceBuilder<NacosContainerResource> Local(this IResourceBuilder<NacosContainerResource> nacos, RunSettings settings)
    {
        nacos
            .WithHttpEndpoint(port: settings.Ports.Nacos, targetPort: NacosContainerResource.HttpPort, name: NacosContainerResource.HttpEndpointName, isProxied: false)
            .WithEndpoint(port: settings.Ports.Nacos + RunPorts.NacosGrpcOffset, targetPort: NacosContainerResource.GrpcPort, scheme: "tcp", name: NacosContainerResource.GrpcEndpointName, isProxied: false)
            .WithKillCommand(KillConsequence);
        return NacosContainerImageTags.IsVersion3(settings.NacosTag) ? nacos.WithVersion3HealthCheck() : nacos.WithHttpHealthCheck(ReadinessPath);
    }

    private static IResourceBuilder<NacosContainerResource> WithVersion3HealthCheck(this IResourceBuilder<NacosContainerResource> nacos)
    {
        var key = $"{nacos.Resource.Name}_{NacosVersion3Readiness.Path}_check";
        var endpoint = nacos.Resource.HttpEndpoint;
        nacos.ApplicationBuilder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(key, new NacosVersion3Readiness(() => endpoint.IsAllocated ? new Uri(endpoint.Url) : null), failureStatus: null, tags: null));
        return nacos.WithHealthCheck(key);
    }

    /// <summary>Two at a time would know different nodes: the old one ends before the new one starts. Routing goes on by the last table meanwhile.</summary>
    private static IResourceBuilder<NacosContainerResource> AloneInKubernetes(this IResourceBuilder<NacosContainerResource> nacos)
        => nacos.PublishAsKubernetesService(resource =>
        {
            var (deployment, container) = resource.Plain();
            deployment.Spec.Strategy = new() { Type = "Recreate" };
            container.ReadinessProbe = new() { TcpSocket = new() { Port = NacosContainerResource.HttpPort }, PeriodSeconds = 5 };
        });

    private static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name, int length)
        => builder.AddParameter(name, new GenerateParameterDefault { MinLength = length, Special = false }, secret: true);
}
