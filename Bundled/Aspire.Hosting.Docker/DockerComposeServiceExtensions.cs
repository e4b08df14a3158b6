using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Publishing;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace Aspire.Hosting;

/// <summary>Changes how a resource is published as a service.</summary>
public static class DockerComposeServiceExtensions
{
    /// <summary>Changes the service of a resource before it is written; nothing happens when the application is run.</summary>
    public static IResourceBuilder<T> PublishAsDockerComposeService<T>(this IResourceBuilder<T> builder, Action<DockerComposeServiceResource, Service> configure)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ApplicationBuilder.ExecutionContext.IsRunMode
            ? builder
            : builder.WithAnnotation(new DockerComposeServiceCustomizationAnnotation(configure));
    }

    /// <summary>The place of a parameter in the Compose file; its value goes into <c>.env</c>.</summary>
    public static string AsEnvironmentPlaceholder(this ParameterResource parameter, DockerComposeServiceResource dockerComposeService)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(dockerComposeService);
        return ComposeVariables.Of(parameter, dockerComposeService.Parent);
    }

    /// <summary>The place of a parameter in the Compose file; its value goes into <c>.env</c>.</summary>
    public static string AsEnvironmentPlaceholder(this IResourceBuilder<ParameterResource> builder, DockerComposeServiceResource dockerComposeService)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Resource.AsEnvironmentPlaceholder(dockerComposeService);
    }
}
