using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Starts the resource when another runs and is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WaitForCore(dependency, WaitType.WaitUntilHealthy, null, 0);

    /// <summary>Starts the resource when another runs and is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport => builder.WaitForCore(dependency, WaitType.WaitUntilHealthy, waitBehavior, 0);

    /// <summary>Starts the resource when another runs.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WaitForCore(dependency, WaitType.WaitUntilStarted, null, 0);

    /// <summary>Starts the resource when another runs.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport => builder.WaitForCore(dependency, WaitType.WaitUntilStarted, waitBehavior, 0);

    /// <summary>Starts the resource when another has ended with a given exit code.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport => builder.WaitForCore(dependency, WaitType.WaitForCompletion, null, exitCode);

    private static IResourceBuilder<T> WaitForCore<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitType type, WaitBehavior? behavior, int exitCode)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        var (resource, other) = (builder.Resource, dependency.Resource);
        if (ReferenceEquals(resource, other))
        {
            throw new DistributedApplicationException($"The '{resource.Name}' resource cannot wait for itself.");
        }

        if (resource is IResourceWithParent child && ReferenceEquals(child.Parent, other))
        {
            throw new DistributedApplicationException($"The '{resource.Name}' resource cannot wait for its parent '{other.Name}'.");
        }

        // A resource that lives in another is there only when the other is.
        if (type == WaitType.WaitUntilHealthy && other is IResourceWithParent { Parent: var parent } && parent is not IResourceWithoutLifetime && !ReferenceEquals(parent, resource))
        {
            builder.WithAnnotation(new WaitAnnotation(parent, type, exitCode) { WaitBehavior = behavior });
        }

        return builder
            .WithRelationship(other, KnownRelationshipTypes.WaitFor)
            .WithAnnotation(new WaitAnnotation(other, type, exitCode) { WaitBehavior = behavior });
    }
}
