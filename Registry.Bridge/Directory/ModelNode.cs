using System.Collections.Immutable;

namespace Registry.Bridge;

/// <summary>A node that serves a model.</summary>
public sealed record ModelNode
{
    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>IP address or DNS name.</summary>
    public required string Ip { get; init; }

    /// <summary>REST port.</summary>
    public required int Port { get; init; }

    /// <summary>gRPC port, if there is one.</summary>
    public int? GrpcPort { get; init; }

    /// <summary>Scheme of the REST address.</summary>
    public required string Scheme { get; init; }

    /// <summary>Versions that the node's index instance names, highest first, whether or not they can be routed to.</summary>
    public required ImmutableArray<long> Indexed { get; init; }

    /// <summary>Versions that can be routed to, highest first.</summary>
    public required ImmutableArray<ModelVersion> Versions { get; init; }

    /// <summary>Label → version.</summary>
    public required ImmutableSortedDictionary<string, long> Labels { get; init; }

    /// <summary>When a version that the index names, but whose own instance has not been seen yet, was first missed.</summary>
    internal ImmutableSortedDictionary<long, DateTimeOffset> Pending { get; init; } = ImmutableSortedDictionary<long, DateTimeOffset>.Empty;

    /// <summary>What <see cref="Default"/> was before every version that the index names was pending: a roll-out that replaces the only version.</summary>
    internal ModelVersion? Interim { get; init; }

    /// <summary>The version that a request without one reaches on this node; null when somebody has taken it offline.</summary>
    public ModelVersion? Default
    {
        get
        {
            // The node answers with its highest version. One whose instance is still on its way through the registry does not hide the
            // node: what was routable before stays so meanwhile.
            foreach (var version in Indexed)
            {
                if (Find(version) is { } found)
                {
                    return found;
                }

                if (!Pending.ContainsKey(version))
                {
                    return null;
                }
            }

            return Interim;
        }
    }

    /// <summary>The version, when it can be routed to.</summary>
    /// <param name="version">The version number.</param>
    public ModelVersion? Find(long version) => Versions.FirstOrDefault(v => v.Version == version);

    /// <summary>Equal when every value is.</summary>
    public bool Equals(ModelNode? other) =>
        other is not null && (Node, Ip, Port, GrpcPort, Scheme) == (other.Node, other.Ip, other.Port, other.GrpcPort, other.Scheme)
        && Indexed.SequenceEqual(other.Indexed) && Versions.SequenceEqual(other.Versions) && Labels.SequenceEqual(other.Labels)
        && Pending.SequenceEqual(other.Pending) && Interim == other.Interim;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Node, Ip, Port);
}
