using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What is done.</summary>
public sealed class LifecycleHandlerV1
{
    /// <summary>A command is run.</summary>
    public ExecActionV1 Exec { get; set; } = null!;

    /// <summary>Time passes.</summary>
    public SleepActionV1 Sleep { get; set; } = null!;

    internal void Write(YamlWriter yaml) => yaml.Map("exec", Exec is null ? null : Exec.Write).Map("sleep", Sleep is null ? null : Sleep.Write);
}
