using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What runs containers.</summary>
/// <param name="apiVersion">Version of its API.</param>
/// <param name="kind">Its kind.</param>
public abstract class Workload(string apiVersion, string kind) : BaseKubernetesResource(apiVersion, kind)
{
    /// <summary>The pods it makes.</summary>
    public abstract PodTemplateSpecV1 PodTemplate { get; }

    internal abstract void Write(YamlWriter yaml);
}
