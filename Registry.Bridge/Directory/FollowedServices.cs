using System.Collections.Immutable;
using Nacos.V2;

namespace Registry.Bridge;

/// <summary>The services whose lists are kept live through the SDK's subscriptions: the indexes, and the versions that they name.</summary>
/// <param name="naming">The registry.</param>
/// <param name="lists">Gets the lists.</param>
/// <param name="time">The clock.</param>
/// <param name="changed">Called, on any thread, when a list has changed.</param>
internal sealed class FollowedServices(INacosNamingService naming, InstanceLists lists, TimeProvider time, Action changed)
{
    /// <summary>A service of the index group that holds no model belongs to another application; it is looked at again now and then.</summary>
    private static readonly TimeSpan s_foreignInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Group, string Service), Subscription> _subscriptions = [];
    private readonly Dictionary<string, DateTimeOffset> _foreignUntil = new(StringComparer.Ordinal);

    /// <summary>Follows those services of the index group that hold a model.</summary>
    public async Task FollowIndexesAsync(IReadOnlyCollection<string> services, CancellationToken cancellationToken)
    {
        foreach (var service in services)
        {
            await ConsiderAsync(service, cancellationToken);
        }

        foreach (var gone in _foreignUntil.Keys.Except(services).ToList())
        {
            _foreignUntil.Remove(gone);
        }
    }

    /// <summary>Follows the versions that the indexes name, and no others but those that are still routable.</summary>
    public async Task FollowVersionsAsync(ImmutableArray<ModelEntry> models, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<(string Group, string Service)>();
        foreach (var ((group, service), instances) in lists.Current)
        {
            if (group != ModelIdentity.IndexGroup)
            {
                continue;
            }

            wanted.Add((group, service));
            foreach (var instance in instances)
            {
                if (instance.Metadata.TryGetValue(MetadataKeys.Model, out var model) && ModelIdentity.TryValidate(model, out _))
                {
                    foreach (var version in RegistryMetadata.Versions(instance.Metadata))
                    {
                        var identity = new ModelIdentity(model, version);
                        wanted.Add((identity.Group, identity.Service));
                    }
                }
            }
        }

        foreach (var key in wanted.Where(k => !Follows(k)))
        {
            await FollowAsync(key.Group, key.Service, cancellationToken);
        }

        var kept = models.SelectMany(m => m.Versions.Select(v => new ModelIdentity(m.Name, v))).Select(i => (i.Group, i.Service)).ToHashSet();
        foreach (var (key, subscription) in _subscriptions.Where(s => !wanted.Contains(s.Key) && !kept.Contains(s.Key)).ToList())
        {
            _subscriptions.Remove(key);
            lists.Remove(key.Group, key.Service);
            await naming.Unsubscribe(key.Service, key.Group, subscription).WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Lists are read one after another. An agent that replaces a version writes the index before it takes the old version out, but an index
    /// read before and a version read after look as if an operator had taken the version offline, until the next round a second
    /// later. So an index that names a version which has just gone is read once more.
    /// </summary>
    public async Task RereadContradictedAsync(ImmutableArray<ModelEntry> models, CancellationToken cancellationToken)
    {
        var heard = lists.Current;
        foreach (var model in models)
        {
            var contradicted = model.Nodes.Any(node => node.Versions.Any(v =>
                Shown(model.DiscoveryName, ModelIdentity.IndexGroup, node) is { } index && RegistryMetadata.Versions(index.Metadata).Contains(v.Version)
                && Shown(new ModelIdentity(model.Name, v.Version).Service, ModelIdentity.GroupOf(model.Name), node) is null));
            if (contradicted && _subscriptions.TryGetValue((ModelIdentity.IndexGroup, model.DiscoveryName), out var subscription))
            {
                subscription.Hear(await naming.InstancesOfAsync(ModelIdentity.IndexGroup, model.DiscoveryName, cancellationToken));
            }
        }

        RegistryInstance? Shown(string service, string group, ModelNode node) => heard.TryGetValue((group, service), out var instances)
            ? instances.FirstOrDefault(i => i.Ip == node.Ip && i.Port == node.Port)
            : null;
    }

    private async Task ConsiderAsync(string service, CancellationToken cancellationToken)
    {
        if (Follows((ModelIdentity.IndexGroup, service)) || _foreignUntil.GetValueOrDefault(service) > time.GetUtcNow())
        {
            return;
        }

        var instances = await naming.InstancesOfAsync(ModelIdentity.IndexGroup, service, cancellationToken);
        if (instances.Any(i => i.Metadata is { } m && m.ContainsKey(MetadataKeys.Model)))
        {
            _foreignUntil.Remove(service);
            await FollowAsync(ModelIdentity.IndexGroup, service, cancellationToken);
        }
        else if (instances.Count > 0)
        {
            _foreignUntil[service] = time.GetUtcNow() + s_foreignInterval;
        }
    }

    private async Task FollowAsync(string group, string service, CancellationToken cancellationToken)
    {
        if (!_subscriptions.TryGetValue((group, service), out var subscription))
        {
            // Before the call: one that fails may have subscribed all the same, and the next attempt must pass the same listener.
            _subscriptions[(group, service)] = subscription = new(group, service, lists, changed);
        }

        await naming.Subscribe(service, group, subscription).WaitAsync(cancellationToken);
        // The SDK tells of changes; whether subscribing itself tells the list depends on what it has cached.
        subscription.Hear(await naming.InstancesOfAsync(group, service, cancellationToken));
        subscription.Followed = true;
    }

    private bool Follows((string Group, string Service) key) => _subscriptions.TryGetValue(key, out var subscription) && subscription.Followed;
}
