namespace Registry.Bridge;

/// <summary>The metadata that our instances carry in the registry.</summary>
public static class MetadataKeys
{
    /// <summary>The model's exact name. An instance without it is not ours to read.</summary>
    public const string Model = "model";

    /// <summary>On a version instance: its number.</summary>
    public const string Version = "version";

    /// <summary>On an index instance: the versions of the node, comma-separated, highest first.</summary>
    public const string Versions = "versions";

    /// <summary>On an index instance: <c>label:version</c> pairs, comma-separated.</summary>
    public const string Labels = "labels";

    /// <summary>On a version instance: <c>AVAILABLE</c>.</summary>
    public const string State = "state";

    /// <summary>The node's name.</summary>
    public const string Node = "node";

    /// <summary>The node's gRPC port.</summary>
    public const string GrpcPort = "grpc.port";

    /// <summary>The scheme of the REST address.</summary>
    public const string Scheme = "scheme";

    /// <summary>The version of the agent that registered the instance. Nobody but an agent writes it.</summary>
    public const string Agent = "agent";
}
