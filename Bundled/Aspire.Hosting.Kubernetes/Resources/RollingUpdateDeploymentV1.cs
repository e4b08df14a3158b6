using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>How many pods are replaced at a time.</summary>
public sealed class RollingUpdateDeploymentV1
{
    /// <summary>How many there may be beyond the wanted number.</summary>
    public int MaxSurge { get; set; }

    /// <summary>How many may be missing.</summary>
    public int MaxUnavailable { get; set; }

    internal void Write(YamlWriter yaml) => yaml.Scalar("maxSurge", MaxSurge).Scalar("maxUnavailable", MaxUnavailable);
}
