using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes;

/// <summary>A resource as objects of a cluster.</summary>
public class KubernetesResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="resource">What it stands for.</param>
    /// <param name="kubernetesEnvironmentResource">The cluster.</param>
    public KubernetesResource(string name, IResource resource, KubernetesEnvironmentResource kubernetesEnvironmentResource) : base(name)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(kubernetesEnvironmentResource);
        Target = resource;
        Parent = kubernetesEnvironmentResource;
    }

    /// <summary>The cluster.</summary>
    public KubernetesEnvironmentResource Parent { get; }

    /// <summary>What runs its containers.</summary>
    public Workload? Workload { get; set; }

    internal IResource Target { get; }
}
