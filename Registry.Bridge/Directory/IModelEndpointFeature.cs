namespace Registry.Bridge;

/// <summary>
/// What the registry knows about an endpoint. It is in the feature collection of every <c>ServiceEndpoint</c> that comes from the registry, and
/// in no other.
/// </summary>
public interface IModelEndpointFeature
{
    /// <summary>The model's exact name.</summary>
    string Model { get; }

    /// <summary>The node's name.</summary>
    string Node { get; }

    /// <summary>The version that <see cref="Weight"/> and <see cref="Healthy"/> are of: the one asked for, or else the node's highest.</summary>
    long Version { get; }

    /// <summary>Every version of the model that the node serves and nobody has taken offline, highest first.</summary>
    IReadOnlyList<long> Versions { get; }

    /// <summary>Label → version.</summary>
    IReadOnlyDictionary<string, long> Labels { get; }

    /// <summary>The instance's weight, 0 to 10000, normally 1. Nothing should be sent to weight 0.</summary>
    double Weight { get; }

    /// <summary>False when the instance's agent has stopped beating.</summary>
    bool Healthy { get; }

    /// <summary>The node's gRPC port, if it has one.</summary>
    int? GrpcPort { get; }

    /// <summary>Everything the version's instance carries.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }
}
