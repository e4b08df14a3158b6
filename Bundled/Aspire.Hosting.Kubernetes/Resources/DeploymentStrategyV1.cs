using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>How pods are replaced by new ones.</summary>
public sealed class DeploymentStrategyV1
{
    /// <summary><c>RollingUpdate</c> or <c>Recreate</c>.</summary>
    public string Type { get; set; } = null!;

    /// <summary>How many at a time.</summary>
    public RollingUpdateDeploymentV1 RollingUpdate { get; set; } = null!;

    internal void Write(YamlWriter yaml) => yaml.Scalar("type", Type).Map("rollingUpdate", RollingUpdate is null ? null : RollingUpdate.Write);
}
