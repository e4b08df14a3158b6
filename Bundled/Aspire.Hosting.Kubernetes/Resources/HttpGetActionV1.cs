using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A request that is made of the container.</summary>
public sealed class HttpGetActionV1
{
    /// <summary>Its path.</summary>
    public string Path { get; set; } = null!;

    /// <summary>The port, by number or by name.</summary>
    public Int32OrStringV1? Port { get; set; }

    internal void Write(YamlWriter yaml) => yaml.Scalar("path", Path).Scalar("port", Port?.Number).Scalar("port", Port?.Text);
}
