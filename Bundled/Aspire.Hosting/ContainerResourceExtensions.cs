using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finds containers.</summary>
public static class ContainerResourceExtensions
{
    /// <summary>Every container.</summary>
    public static IEnumerable<IResource> GetContainerResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.Where(IsContainer);
    }

    /// <summary>Whether a resource is a container, whatever its class.</summary>
    public static bool IsContainer(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.OfType<ContainerImageAnnotation>().Any();
    }
}
