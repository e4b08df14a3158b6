using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A command that is run in the container.</summary>
public sealed class ExecActionV1
{
    /// <summary>Program and arguments.</summary>
    public List<string> Command { get; } = [];

    internal void Write(YamlWriter yaml) => yaml.List("command", Command);
}
