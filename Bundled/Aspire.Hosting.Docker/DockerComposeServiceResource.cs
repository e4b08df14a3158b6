using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Docker;

/// <summary>A resource as a service of the Compose project.</summary>
public class DockerComposeServiceResource : Resource, IResourceWithParent<DockerComposeEnvironmentResource>
{
    /// <summary>Makes a resource a service.</summary>
    /// <param name="name">Name of the service.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="composeEnvironmentResource">The Compose project.</param>
    public DockerComposeServiceResource(string name, IResource resource, DockerComposeEnvironmentResource composeEnvironmentResource) : base(name)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(composeEnvironmentResource);
        Target = resource;
        Parent = composeEnvironmentResource;
    }

    /// <summary>The Compose project.</summary>
    public DockerComposeEnvironmentResource Parent { get; }

    internal IResource Target { get; }
}
