using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A connection that is opened to the container.</summary>
public sealed class TcpSocketActionV1
{
    /// <summary>The port.</summary>
    public int Port { get; set; }

    internal void Write(YamlWriter yaml) => yaml.Scalar("port", Port);
}
