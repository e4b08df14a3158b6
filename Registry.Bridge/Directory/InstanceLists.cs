using System.Collections.Immutable;

namespace Registry.Bridge;

/// <summary>The last heard list of each followed service; absent when none has been heard.</summary>
internal sealed class InstanceLists
{
    private ImmutableDictionary<(string Group, string Service), ImmutableArray<RegistryInstance>> _lists =
        ImmutableDictionary<(string Group, string Service), ImmutableArray<RegistryInstance>>.Empty;

    public ImmutableDictionary<(string Group, string Service), ImmutableArray<RegistryInstance>> Current => Volatile.Read(ref _lists);

    public void Set(string group, string service, ImmutableArray<RegistryInstance> instances) =>
        ImmutableInterlocked.Update(ref _lists, (lists, item) => lists.SetItem((item.group, item.service), item.instances), (group, service, instances));

    public void Remove(string group, string service) =>
        ImmutableInterlocked.Update(ref _lists, (lists, key) => lists.Remove(key), (group, service));
}
