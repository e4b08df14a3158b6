namespace Aspire.Hosting.ApplicationModel;

/// <summary>A new state of a resource.</summary>
/// <param name="resource">The resource.</param>
/// <param name="resourceId">Its name, or the name of the replica.</param>
/// <param name="snapshot">The state.</param>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource => resource;

    /// <summary>Its name, or the name of the replica.</summary>
    public string ResourceId => resourceId;

    /// <summary>The state.</summary>
    public CustomResourceSnapshot Snapshot => snapshot;
}
