using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>A network.</summary>
public sealed class Network : NamedComposeMember
{
    /// <summary>Driver; null means the engine's choice: a bridge, or an overlay in a swarm.</summary>
    public string? Driver { get; set; }

    /// <summary>Whether containers that are no services may join.</summary>
    public bool? Attachable { get; set; }

    internal void Write(YamlWriter yaml) => yaml.Scalar("driver", Driver).Scalar("attachable", Attachable);
}
