using Rollcall.AppHost.Commands;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.Nacos;

/// <summary>Adds the registry.</summary>
internal static class NacosResourceExtensions
{
    /// <summary>Adds a Nacos registry; it is healthy when it answers naming requests.</summary>
    public static IResourceBuilder<INacosResource> AddNacos(this IDistributedApplicationBuilder builder, string name, int port)
    {
        var files = RunFiles.Of(builder);
        var nacos = new EmbeddedNacosResource(name, builder.AppHostDirectory);
        return builder.AddResource(nacos)
            .WithArgs(SiblingProgram.PathOf(EmbeddedNacosResource.Program))
            .WithArgs(FormattableString.Invariant($"--server.port={port}"), $"--nacos.home={files.Directory(name)}")
            .WithHttpEndpoint(port: port, name: EmbeddedNacosResource.HttpEndpointName, isProxied: false)
            .WithHttpHealthCheck("/nacos/v1/console/health/readiness")
            .WithKillCommand("Predictions go on by the last known table.")
            .WithOtlpExporter();
    }
}
