using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>Changes how a resource is published to a cluster.</summary>
public static class KubernetesServiceExtensions
{
    /// <summary>Changes the objects of a resource before they are written; nothing happens when the application is run.</summary>
    public static IResourceBuilder<T> PublishAsKubernetesService<T>(this IResourceBuilder<T> builder, Action<KubernetesResource> configure)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ApplicationBuilder.ExecutionContext.IsRunMode
            ? builder
            : builder.WithAnnotation(new KubernetesServiceCustomizationAnnotation(configure));
    }
}
