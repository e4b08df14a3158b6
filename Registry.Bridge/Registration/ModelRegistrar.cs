using System.Collections.Immutable;
using Nacos.V2;
using Nacos.V2.Exceptions;
using Nacos.V2.Naming.Dtos;

namespace Registry.Bridge;

/// <summary>
/// Writes a node's entries to the registry. It keeps no list of what should be there (that is its caller's table); it remembers only when it
/// registered what, to know its own instances again. Not safe for concurrent calls.
/// </summary>
/// <param name="naming">The registry.</param>
/// <param name="time">The clock.</param>
public sealed class ModelRegistrar(INacosNamingService naming, TimeProvider time)
{
    /// <summary>
    /// A list may lag 0.6 s behind a write (Nacos 2 and later cache reads), on a busy server some times that. An own instance that a list
    /// still does not show after this time has been taken offline by an operator, or the registry has lost it; in neither case may it be
    /// written over, since that would bring it back online.
    /// </summary>
    private static readonly TimeSpan s_readLag = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(string Group, string Service), DateTimeOffset> _registered = [];

    /// <summary>Metadata that a list showed when an index was last written again. Shown once more it is an operator's, which wins over what we write.</summary>
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _overridden = new(StringComparer.Ordinal);

    /// <summary>Applies a change as far as the registry lets it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Stops between two writes, or stops waiting for one.</param>
    /// <returns>What was done; it never throws, since what was done before a failure or a cancellation has to be known.</returns>
    public async Task<RegistryOutcome> ApplyAsync(RegistryChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var registered = ImmutableArray.CreateBuilder<RegistryEntry>();
        var deregistered = ImmutableArray.CreateBuilder<RegistryEntry>();
        var refused = ImmutableArray.CreateBuilder<RefusedEntry>();
        Exception? failure = null;
        try
        {
            foreach (var entry in change.Register.OrderBy(e => e.IsIndex))
            {
                try
                {
                    await RegisterAsync(entry, registered, refused, cancellationToken);
                }
                catch (NacosException e) when (e.ErrorCode == NacosException.INVALID_PARAM)
                {
                    // The registry is well and finds fault with this entry: the others must not wait for it.
                    refused.Add(new(entry, $"The registry refuses {entry}: {e.ErrorMsg}"));
                }
            }

            foreach (var entry in change.Deregister.OrderByDescending(e => e.IsIndex))
            {
                await DeregisterAsync(entry.Group, entry.Service, entry.Node.Ip, entry.Node.Port, entry.Node.Cluster, cancellationToken);
                deregistered.Add(entry);
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        return new(registered.ToImmutable(), deregistered.ToImmutable(), refused.ToImmutable(), failure);
    }

    /// <summary>
    /// Compares what the registry shows for a node with what should be there, and mends it: instances that an agent left for this address and
    /// that <paramref name="wanted"/> does not hold are taken out, index instances with other metadata are written again. What does not
    /// carry an agent's metadata, or has another address, is not touched. (A <em>missing</em> instance is found by its beat, not here.)
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="wanted">What should be registered.</param>
    /// <param name="models">Models whose versions are looked through.</param>
    /// <param name="everything">Look through every service of the index group too, for models that are not in <paramref name="models"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The number of instances taken out and of those written again.</returns>
    public async Task<(int Removed, int Rewritten)> ReconcileAsync(
        NodeAddress node, IReadOnlyCollection<RegistryEntry> wanted, IEnumerable<string> models, bool everything, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(wanted);
        var table = wanted.ToDictionary(e => (e.Group, e.Service));
        var names = models.ToHashSet(StringComparer.Ordinal);
        var indexes = names.Select(ModelIdentity.DiscoveryNameOf).ToHashSet(StringComparer.Ordinal);
        if (everything)
        {
            indexes.UnionWith(await naming.ServicesOfAsync(ModelIdentity.IndexGroup, cancellationToken));
        }

        var removed = 0;
        var rewritten = 0;
        foreach (var index in indexes)
        {
            foreach (var instance in await OwnAsync(node, ModelIdentity.IndexGroup, index, cancellationToken))
            {
                names.Add(instance.Metadata[MetadataKeys.Model]);
                if (!table.TryGetValue((ModelIdentity.IndexGroup, index), out var entry))
                {
                    await DeregisterAsync(ModelIdentity.IndexGroup, index, node.Ip, node.Port, instance.ClusterName, cancellationToken);
                    removed++;
                }
                else if (entry.HasMetadata(instance.Metadata))
                {
                    _overridden.Remove(index);
                }
                else if (!_overridden.TryGetValue(index, out var shown) || !ModelVersion.SameMetadata(shown, instance.Metadata))
                {
                    _overridden[index] = instance.Metadata;
                    await naming.RegisterInstance(entry.Service, entry.Group, ToInstance(entry, instance)).WaitAsync(cancellationToken);
                    rewritten++;
                }
            }
        }

        foreach (var group in names.Where(n => ModelIdentity.TryValidate(n, out _)).Select(ModelIdentity.GroupOf))
        {
            foreach (var service in await naming.ServicesOfAsync(group, cancellationToken))
            {
                if (table.ContainsKey((group, service)))
                {
                    continue;
                }

                foreach (var instance in await OwnAsync(node, group, service, cancellationToken))
                {
                    await DeregisterAsync(group, service, node.Ip, node.Port, instance.ClusterName, cancellationToken);
                    removed++;
                }
            }
        }

        return (removed, rewritten);
    }

    private static Instance ToInstance(RegistryEntry entry, Instance? shown) => new()
    {
        Ip = entry.Node.Ip,
        Port = entry.Node.Port,
        ClusterName = entry.Node.Cluster,
        Ephemeral = true,
        Healthy = true,
        // What an operator has set stays: where the registry keeps it apart from what we publish this changes nothing, where it does not
        // (Nacos 1) it is what keeps us from setting it back.
        Weight = shown?.Weight ?? 1,
        Enabled = shown?.Enabled ?? true,
        Metadata = new(entry.Metadata),
    };

    private async Task RegisterAsync(
        RegistryEntry entry, ImmutableArray<RegistryEntry>.Builder registered, ImmutableArray<RefusedEntry>.Builder refused, CancellationToken cancellationToken)
    {
        var key = (entry.Group, entry.Service);
        var instances = await naming.InstancesOfAsync(entry.Group, entry.Service, cancellationToken);
        // Already there: written before, or left by a life of this agent that ended without taking it out.
        var shown = instances.Find(i => i.Ip == entry.Node.Ip && i.Port == entry.Node.Port);
        if (entry.IsIndex)
        {
            var rival = instances.Find(i => i != shown && i.Metadata is { } m && m.TryGetValue(MetadataKeys.Model, out var model) && model != entry.Model);
            if (rival is not null)
            {
                refused.Add(new(entry, $"The model '{entry.Model}' differs only in case from '{rival.Metadata[MetadataKeys.Model]}' on {rival.Ip}:{rival.Port}; consumers could not tell them apart. Rename one of them."));
                return;
            }
        }

        if (shown is null && _registered.TryGetValue(key, out var since) && time.GetUtcNow() - since > s_readLag)
        {
            return;
        }

        await naming.RegisterInstance(entry.Service, entry.Group, ToInstance(entry, shown)).WaitAsync(cancellationToken);
        _registered.TryAdd(key, time.GetUtcNow());
        registered.Add(entry);
    }

    private async Task DeregisterAsync(string group, string service, string ip, int port, string cluster, CancellationToken cancellationToken)
    {
        await naming.DeregisterInstance(service, group, ip, port, cluster).WaitAsync(cancellationToken);
        _registered.Remove((group, service));
    }

    private async Task<List<Instance>> OwnAsync(NodeAddress node, string group, string service, CancellationToken cancellationToken)
    {
        var instances = await naming.InstancesOfAsync(group, service, cancellationToken);
        return instances.FindAll(i => i.Ip == node.Ip && i.Port == node.Port
            && i.Metadata is { } m && m.ContainsKey(MetadataKeys.Agent) && m.ContainsKey(MetadataKeys.Model));
    }
}
