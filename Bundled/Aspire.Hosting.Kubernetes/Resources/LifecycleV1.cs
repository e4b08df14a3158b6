using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What is done at the turns of a container's life.</summary>
public sealed class LifecycleV1
{
    /// <summary>Before it gets SIGTERM.</summary>
    public LifecycleHandlerV1 PreStop { get; set; } = null!;

    internal void Write(YamlWriter yaml) => yaml.Map("preStop", PreStop is null ? null : PreStop.Write);
}
