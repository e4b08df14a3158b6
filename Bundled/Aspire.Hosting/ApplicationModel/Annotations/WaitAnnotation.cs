namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts only after another.</summary>
public sealed class WaitAnnotation : IResourceAnnotation
{
    /// <summary>Waits for a resource.</summary>
    /// <param name="resource">The resource waited for.</param>
    /// <param name="waitType">What is waited for.</param>
    /// <param name="exitCode">Exit code that counts as success, for <see cref="WaitType.WaitForCompletion"/>.</param>
    public WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resource = resource;
        WaitType = waitType;
        ExitCode = exitCode;
    }

    /// <summary>The resource waited for.</summary>
    public IResource Resource { get; }

    /// <summary>What is waited for.</summary>
    public WaitType WaitType { get; }

    /// <summary>Exit code that counts as success.</summary>
    public int ExitCode { get; }

    /// <summary>What happens when it fails; null means the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}
