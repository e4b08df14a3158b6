using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>The pods that a workload makes.</summary>
public sealed class PodTemplateSpecV1
{
    /// <summary>Their labels.</summary>
    public ObjectMetaV1 Metadata { get; set; } = new();

    /// <summary>What is in them.</summary>
    public PodSpecV1 Spec { get; set; } = new();

    internal void Write(YamlWriter yaml) => yaml.Map("metadata", Metadata.Write).Map("spec", Spec.Write);
}
