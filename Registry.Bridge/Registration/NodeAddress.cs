namespace Registry.Bridge;

/// <summary>A node as its consumers reach it.</summary>
public sealed record NodeAddress
{
    /// <summary>The node's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>IP address or DNS name.</summary>
    public required string Ip { get; init; }

    /// <summary>REST port.</summary>
    public required int Port { get; init; }

    /// <summary>gRPC port, if there is one.</summary>
    public int? GrpcPort { get; init; }

    /// <summary>Nacos cluster: letters, digits and hyphens.</summary>
    public string Cluster { get; init; } = "DEFAULT";

    /// <summary>Scheme of the REST address.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>Version of the agent that speaks for the node.</summary>
    public required string Agent { get; init; }
}
