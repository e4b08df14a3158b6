using System.Collections.Frozen;
using System.Globalization;

namespace Registry.Bridge;

/// <summary>
/// One registration that a node wants: a version of a model, or the index instance that names the model's versions.
/// Two entries are equal when the registry could not tell them apart.
/// </summary>
public sealed class RegistryEntry : IEquatable<RegistryEntry>
{
    /// <summary>
    /// Versions named on an index instance. Nacos 2.3 and later limit all metadata of an instance to 1024 characters; 32 version numbers of
    /// seconds since 1970 fill a third of that.
    /// </summary>
    public const int MaxIndexedVersions = 32;

    private RegistryEntry(NodeAddress node, string model, string group, string service, bool isIndex, Dictionary<string, string> metadata)
    {
        Node = node;
        Model = model;
        Group = group;
        Service = service;
        IsIndex = isIndex;
        metadata[MetadataKeys.Model] = model;
        metadata[MetadataKeys.Node] = node.Name;
        metadata[MetadataKeys.Scheme] = node.Scheme;
        metadata[MetadataKeys.Agent] = node.Agent;
        if (node.GrpcPort is { } port)
        {
            metadata[MetadataKeys.GrpcPort] = port.ToString(CultureInfo.InvariantCulture);
        }

        Metadata = metadata.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The node that is registered.</summary>
    public NodeAddress Node { get; }

    /// <summary>The model's exact name.</summary>
    public string Model { get; }

    /// <summary>Nacos group.</summary>
    public string Group { get; }

    /// <summary>Nacos service.</summary>
    public string Service { get; }

    /// <summary>True for the index instance of a model.</summary>
    public bool IsIndex { get; }

    /// <summary>All metadata of the instance.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The registration of one AVAILABLE version.</summary>
    /// <param name="node">Where it is served.</param>
    /// <param name="model">The model's exact name.</param>
    /// <param name="version">The version.</param>
    public static RegistryEntry ForVersion(NodeAddress node, string model, long version)
    {
        var identity = new ModelIdentity(model, version);
        return new(node, model, identity.Group, identity.Service, isIndex: false, new()
        {
            [MetadataKeys.Version] = identity.Service,
            [MetadataKeys.State] = "AVAILABLE",
        });
    }

    /// <summary>The index instance of a model.</summary>
    /// <param name="node">Where it is served.</param>
    /// <param name="model">The model's exact name.</param>
    /// <param name="versions">AVAILABLE versions; the highest <see cref="MaxIndexedVersions"/> are named.</param>
    /// <param name="labels">Labels and what they point at.</param>
    public static RegistryEntry ForIndex(NodeAddress node, string model, IEnumerable<long> versions, IEnumerable<KeyValuePair<string, long>>? labels = null)
    {
        var metadata = new Dictionary<string, string>
        {
            [MetadataKeys.Versions] = string.Join(',', versions.OrderDescending().Take(MaxIndexedVersions).Select(v => v.ToString(CultureInfo.InvariantCulture))),
        };
        var joined = string.Join(',', (labels ?? []).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key}:{l.Value}")));
        if (joined.Length > 0)
        {
            metadata[MetadataKeys.Labels] = joined;
        }

        return new(node, model, ModelIdentity.IndexGroup, ModelIdentity.DiscoveryNameOf(model), isIndex: true, metadata);
    }

    /// <inheritdoc />
    public bool Equals(RegistryEntry? other) =>
        other is not null && Node == other.Node && Group == other.Group && Service == other.Service && HasMetadata(other.Metadata);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as RegistryEntry);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Group, Service, Node);

    /// <inheritdoc />
    public override string ToString() => IsIndex ? $"{Model} (index)" : $"{Model}@{Service}";

    internal bool HasMetadata(IReadOnlyDictionary<string, string>? metadata) =>
        metadata is not null && metadata.Count == Metadata.Count
        && Metadata.All(pair => metadata.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
