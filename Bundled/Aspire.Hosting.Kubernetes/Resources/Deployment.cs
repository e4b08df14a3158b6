using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Pods of which one is as good as another.</summary>
public sealed class Deployment() : Workload("apps/v1", "Deployment")
{
    /// <summary>How many and which.</summary>
    public DeploymentSpecV1 Spec { get; set; } = new();

    /// <inheritdoc />
    public override PodTemplateSpecV1 PodTemplate => Spec.Template;

    internal override void Write(YamlWriter yaml) => yaml.Scalar("apiVersion", ApiVersion).Scalar("kind", Kind).Map("metadata", Metadata.Write).Map("spec", Spec.Write);
}
