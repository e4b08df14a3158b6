using System.Collections.Immutable;

namespace Registry.Bridge;

/// <summary>A model that some node serves.</summary>
/// <param name="Name">Its exact name.</param>
/// <param name="DiscoveryName">Its host name in <c>http://…</c>.</param>
/// <param name="Nodes">The nodes, ordered by address.</param>
public sealed record ModelEntry(string Name, string DiscoveryName, ImmutableArray<ModelNode> Nodes)
{
    /// <summary>Versions that can be routed to on some node, highest first.</summary>
    public IEnumerable<long> Versions => Nodes.SelectMany(n => n.Versions).Select(v => v.Version).Distinct().OrderDescending();

    /// <summary>Labels that some node knows.</summary>
    public IEnumerable<string> Labels => Nodes.SelectMany(n => n.Labels.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Equal when every value is.</summary>
    public bool Equals(ModelEntry? other) =>
        other is not null && Name == other.Name && DiscoveryName == other.DiscoveryName && Nodes.SequenceEqual(other.Nodes);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
