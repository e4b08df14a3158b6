using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes;

/// <summary>A volume of the project, or the mount of one in a service.</summary>
public sealed class Volume : NamedComposeMember
{
    /// <summary><c>volume</c> or <c>bind</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Path in the container.</summary>
    public string? Target { get; set; }

    /// <summary>Name of the volume, or path on the host.</summary>
    public string? Source { get; set; }

    /// <summary>Driver of the volume.</summary>
    public string? Driver { get; set; }

    /// <summary>Whether the container may not write.</summary>
    public bool? ReadOnly { get; set; }

    internal void Write(YamlWriter yaml) => yaml.Scalar("driver", Driver);

    internal void WriteMount(YamlWriter yaml) => yaml.Scalar("type", Type).Scalar("target", Target).Scalar("source", Source).Scalar("read_only", ReadOnly);
}
