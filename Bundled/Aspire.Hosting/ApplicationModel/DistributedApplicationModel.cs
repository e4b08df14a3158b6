namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of an application.</summary>
public class DistributedApplicationModel
{
    /// <summary>A model over a collection.</summary>
    public DistributedApplicationModel(IResourceCollection resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        Resources = resources;
    }

    /// <summary>A model over a copy.</summary>
    public DistributedApplicationModel(IEnumerable<IResource> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var copy = new ResourceCollection();
        foreach (var resource in resources)
        {
            copy.Add(resource);
        }

        Resources = copy;
    }

    /// <summary>The resources, in the order they were added.</summary>
    public IResourceCollection Resources { get; }
}
