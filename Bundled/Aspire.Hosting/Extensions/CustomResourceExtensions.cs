using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Configures custom resources.</summary>
public static class CustomResourceExtensions
{
    /// <summary>Sets the state before anything has happened.</summary>
    public static IResourceBuilder<TResource> WithInitialState<TResource>(this IResourceBuilder<TResource> builder, CustomResourceSnapshot initialSnapshot)
        where TResource : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ResourceSnapshotAnnotation(initialSnapshot), ResourceAnnotationMutationBehavior.Replace);
    }
}
