namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="entrypoint">Replaces the image's entry point.</param>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>Replaces the image's entry point when not null.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}
