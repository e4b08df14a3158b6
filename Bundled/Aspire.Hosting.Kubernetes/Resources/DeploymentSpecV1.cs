using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>How many pods and which.</summary>
public sealed class DeploymentSpecV1
{
    /// <summary>How many.</summary>
    public int? Replicas { get; set; }

    /// <summary>How long a new pod has to be ready to count.</summary>
    public int? MinReadySeconds { get; set; }

    /// <summary>Which pods are its own.</summary>
    public LabelSelectorV1 Selector { get; set; } = new();

    /// <summary>How pods are replaced by new ones.</summary>
    public DeploymentStrategyV1 Strategy { get; set; } = new();

    /// <summary>The pods.</summary>
    public PodTemplateSpecV1 Template { get; set; } = new();

    internal void Write(YamlWriter yaml) => yaml
        .Scalar("replicas", Replicas)
        .Scalar("minReadySeconds", MinReadySeconds)
        .Map("selector", Selector.Write)
        .Map("strategy", Strategy.Type is null ? null : Strategy.Write)
        .Map("template", Template.Write);
}
