namespace Aspire.Hosting.ApplicationModel;

/// <summary>Host names with a meaning.</summary>
public static class KnownHostNames
{
    /// <summary>This machine.</summary>
    public const string Localhost = "localhost";

    /// <summary>This machine, as seen from a container.</summary>
    public const string DockerDesktopHostBridge = "host.docker.internal";

    /// <summary>This machine through a tunnel, as seen from a container.</summary>
    public const string DefaultContainerTunnelHostName = "aspire.dev.internal";
}
