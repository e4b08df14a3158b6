using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace Aspire.Hosting.Docker;

/// <summary>Changes a service before it is written.</summary>
public sealed class DockerComposeServiceCustomizationAnnotation : IResourceAnnotation
{
    /// <summary>With a function that changes it.</summary>
    public DockerComposeServiceCustomizationAnnotation(Action<DockerComposeServiceResource, Service> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Configure = configure;
    }

    /// <summary>Changes the service.</summary>
    public Action<DockerComposeServiceResource, Service> Configure { get; }
}
