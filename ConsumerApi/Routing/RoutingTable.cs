using System.Collections.Frozen;

namespace ConsumerApi.Routing;

/// <summary>Where every model can be answered, at one moment. Immutable.</summary>
internal sealed class RoutingTable(FrozenDictionary<string, ModelRoutes> models, long generation, DateTimeOffset since)
{
    /// <summary>The table before the registry has been read: it knows nothing, which is not the same as "there is nothing".</summary>
    public static RoutingTable Unread { get; } = new(FrozenDictionary<string, ModelRoutes>.Empty, 0, DateTimeOffset.UnixEpoch);

    /// <summary>Models by their exact name.</summary>
    public FrozenDictionary<string, ModelRoutes> Models { get; } = models;

    /// <summary>Counts the tables of this process; 0 before the registry has been read.</summary>
    public long Generation { get; } = generation;

    /// <summary>When the table came into force.</summary>
    public DateTimeOffset Since { get; } = since;

    public bool IsRead => Generation > 0;

    public ModelRoute? Find(in RouteKey key) => Models.GetValueOrDefault(key.Model)?.Find(key);
}
