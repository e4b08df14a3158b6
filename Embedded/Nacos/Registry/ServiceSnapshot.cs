using System.Collections.Immutable;

namespace Embedded.Nacos.Registry;

/// <summary>A service at one moment; immutable, shared by all readers until the next change.</summary>
/// <param name="Key">The service.</param>
/// <param name="Ephemeral">Whether its instances live by beats.</param>
/// <param name="Settings">The operator's settings, null when never declared.</param>
/// <param name="Instances">Every instance, disabled ones included, in the order of registration.</param>
/// <param name="Time">Wall clock of the build, Unix milliseconds.</param>
internal sealed record ServiceSnapshot(ServiceKey Key, bool Ephemeral, ServiceSettings? Settings, ImmutableArray<Instance> Instances, long Time)
{
    /// <summary>
    /// The most wanted answer about this snapshot, rendered by whoever is asked first. Two racing readers render the same bytes.
    /// </summary>
    public RenderedList? Rendered { get; set; }

    public IEnumerable<string> Clusters => Instances.Select(static instance => instance.Cluster).Distinct(StringComparer.Ordinal);
}
