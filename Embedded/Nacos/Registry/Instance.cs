namespace Embedded.Nacos.Registry;

/// <summary>One endpoint of a service as it was published, or as readers see it once an operator's wishes are laid over it. Immutable.</summary>
internal sealed class Instance(Endpoint endpoint, string cluster, double weight, bool enabled, bool healthy, Metadata metadata)
{
    public const string DefaultCluster = "DEFAULT";
    public const double DefaultWeight = 1.0;
    public const double MaximumWeight = 10_000.0;

    public Endpoint Endpoint { get; } = endpoint;

    public string Cluster { get; } = cluster;

    public double Weight { get; } = weight;

    public bool Enabled { get; } = enabled;

    public bool Healthy { get; } = healthy;

    public Metadata Metadata { get; } = metadata;

    public LeaseTerms Lease { get; } = LeaseTerms.From(metadata);

    public Instance WithHealth(bool healthy) =>
        healthy == Healthy ? this : new Instance(Endpoint, Cluster, Weight, Enabled, healthy, Metadata);

    public Instance With(InstanceOverride? change) => change is null
        ? this
        : new Instance(Endpoint, Cluster, change.Weight, change.Enabled, Healthy, Metadata.Merge(change.Metadata));
}
