using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

/// <summary>When a container that ended is started again.</summary>
public sealed class RestartPolicy
{
    /// <summary><c>none</c>, <c>on-failure</c> or <c>any</c>.</summary>
    public string? Condition { get; set; }

    /// <summary>Time before it is started, for example <c>5s</c>.</summary>
    public string? Delay { get; set; }

    internal void Write(YamlWriter yaml) => yaml.Scalar("condition", Condition).Scalar("delay", Delay);
}
