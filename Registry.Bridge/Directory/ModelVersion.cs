namespace Registry.Bridge;

/// <summary>One version of a model on one node, as registered and not taken offline.</summary>
/// <param name="Version">The version number.</param>
/// <param name="Weight">0 to 10000, normally 1.</param>
/// <param name="Healthy">False when the node's agent has stopped beating.</param>
/// <param name="Metadata">Everything the instance carries.</param>
public sealed record ModelVersion(long Version, double Weight, bool Healthy, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Equal when every value is, metadata included.</summary>
    public bool Equals(ModelVersion? other) =>
        other is not null && Version == other.Version && Weight.Equals(other.Weight) && Healthy == other.Healthy
        && SameMetadata(Metadata, other.Metadata);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Version, Weight, Healthy);

    internal static bool SameMetadata(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
