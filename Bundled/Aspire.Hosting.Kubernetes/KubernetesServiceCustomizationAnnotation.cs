using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>Changes the objects of a resource before they are written.</summary>
public sealed class KubernetesServiceCustomizationAnnotation : IResourceAnnotation
{
    /// <summary>With a function that changes them.</summary>
    public KubernetesServiceCustomizationAnnotation(Action<KubernetesResource> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Configure = configure;
    }

    /// <summary>Changes them.</summary>
    public Action<KubernetesResource> Configure { get; }
}
