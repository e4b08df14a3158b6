using System.Collections.Immutable;
using System.Globalization;

namespace Registry.Bridge;

/// <summary>Lists of instances → models, nodes, versions. Pure.</summary>
internal static class SnapshotBuilder
{
    /// <summary>
    /// How long a version that an index names may lag behind it. Both travel on their own: the index may be read at once and the version's
    /// list from a cache 0.6 s old, on the next poll a second later. Without the grace a roll-out would take every node off the table for that time.
    /// </summary>
    public static readonly TimeSpan PendingGrace = TimeSpan.FromSeconds(5);

    /// <summary>Builds the models.</summary>
    /// <param name="previous">The models before.</param>
    /// <param name="lists">What the registry says.</param>
    /// <param name="hold">Keep nodes and versions that are missing now: the registry has lost its memory and its agents are about to come back.</param>
    /// <param name="now">The time.</param>
    /// <param name="refused">Names of models that were left out because another one differs from them only in case.</param>
    public static ImmutableArray<ModelEntry> Build(
        ImmutableArray<ModelEntry> previous,
        ImmutableDictionary<(string Group, string Service), ImmutableArray<RegistryInstance>> lists,
        bool hold,
        DateTimeOffset now,
        ICollection<string> refused)
    {
        var before = previous.ToDictionary(m => m.Name, StringComparer.Ordinal);
        var models = new SortedDictionary<string, ModelEntry>(StringComparer.Ordinal);
        foreach (var ((group, service), instances) in lists)
        {
            if (group != ModelIdentity.IndexGroup)
            {
                continue;
            }

            foreach (var rivals in instances.Where(i => Names(i, service)).GroupBy(i => i.Metadata[MetadataKeys.Model], StringComparer.Ordinal)
                .OrderByDescending(g => before.ContainsKey(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal).Index())
            {
                if (rivals.Index > 0)
                {
                    refused.Add(rivals.Item.Key);
                    continue;
                }

                var model = rivals.Item.Key;
                before.TryGetValue(model, out var known);
                var nodes = rivals.Item.Select(i => Node(i, model, known, lists, hold, now));
                models[model] = new(model, service, Ordered(nodes));
            }
        }

        if (hold)
        {
            foreach (var known in previous)
            {
                var nodes = models.TryGetValue(known.Name, out var entry) ? entry.Nodes : [];
                models[known.Name] = known with { Nodes = Ordered(nodes.Concat(known.Nodes.Where(k => !nodes.Any(n => SameAddress(n, k.Ip, k.Port))))) };
            }
        }

        return [.. models.Values];
    }

    private static bool Names(RegistryInstance instance, string service) =>
        instance.Metadata.TryGetValue(MetadataKeys.Model, out var model) && ModelIdentity.TryValidate(model, out _)
        && ModelIdentity.DiscoveryNameOf(model) == service;

    private static ImmutableArray<ModelNode> Ordered(IEnumerable<ModelNode> nodes) =>
        [.. nodes.DistinctBy(n => (n.Ip, n.Port)).OrderBy(n => n.Ip, StringComparer.Ordinal).ThenBy(n => n.Port)];

    private static bool SameAddress(ModelNode node, string ip, int port) => node.Ip == ip && node.Port == port;

    private static ModelNode Node(
        RegistryInstance index, string model, ModelEntry? known,
        ImmutableDictionary<(string Group, string Service), ImmutableArray<RegistryInstance>> lists, bool hold, DateTimeOffset now)
    {
        var before = known?.Nodes.FirstOrDefault(n => SameAddress(n, index.Ip, index.Port));
        var group = ModelIdentity.GroupOf(model);
        var indexed = RegistryMetadata.Versions(index.Metadata);
        var versions = ImmutableArray.CreateBuilder<ModelVersion>();
        var pending = ImmutableSortedDictionary.CreateBuilder<long, DateTimeOffset>();
        foreach (var version in indexed)
        {
            var own = lists.TryGetValue((group, version.ToString(CultureInfo.InvariantCulture)), out var instances)
                ? instances.FirstOrDefault(i => i.Ip == index.Ip && i.Port == index.Port)
                : null;
            if (own is not null)
            {
                versions.Add(new(version, own.Weight, own.Healthy, own.Metadata));
            }
            else if (before?.Find(version) is { } held)
            {
                // It was there and is no longer: taken offline, unless the registry has forgotten everything.
                if (hold)
                {
                    versions.Add(held);
                }
            }
            else if (before is not null && (!before.Indexed.Contains(version) || before.Pending.ContainsKey(version)))
            {
                var since = before.Pending.GetValueOrDefault(version, now);
                if (now - since < PendingGrace)
                {
                    pending[version] = since;
                }
            }
        }

        return new()
        {
            Node = index.Metadata.GetValueOrDefault(MetadataKeys.Node, $"{index.Ip}:{index.Port}"),
            Ip = index.Ip,
            Port = index.Port,
            GrpcPort = RegistryMetadata.GrpcPort(index.Metadata),
            Scheme = index.Metadata.GetValueOrDefault(MetadataKeys.Scheme, "http"),
            Indexed = indexed,
            Versions = versions.ToImmutable(),
            Labels = RegistryMetadata.Labels(index.Metadata),
            Pending = pending.ToImmutable(),
            Interim = pending.Count > 0 ? before?.Default : null,
        };
    }
}
