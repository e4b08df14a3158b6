namespace Embedded.Nacos.Registry;

/// <summary>An operator's overrides within one service, by endpoint and cluster. Guarded by the lock of its <see cref="Service"/>.</summary>
internal sealed class OverrideBook
{
    /// <summary>
    /// Time an override survives its instance, in milliseconds. Shorter, and a restarting agent would undo an operator's "offline";
    /// for ever, and an address that is used again months later would inherit it.
    /// </summary>
    public const long Retention = 60_000;

    private readonly Dictionary<(Endpoint Endpoint, string Cluster), Entry> _entries = [];

    public InstanceOverride? Find(Endpoint endpoint, string cluster) =>
        _entries.TryGetValue((endpoint, cluster), out var entry) ? entry.Override : null;

    public void Set(Endpoint endpoint, string cluster, InstanceOverride change, bool present, long now) =>
        _entries[(endpoint, cluster)] = new Entry(change, present ? null : now);

    public void Appeared(Instance instance) => Mark(instance, null);

    public void Disappeared(Instance instance, long now) => Mark(instance, now);

    public void Sweep(long now)
    {
        foreach (var (key, entry) in _entries)
        {
            if (entry.GoneSince is { } gone && now - gone > Retention)
            {
                _entries.Remove(key);
            }
        }
    }

    private void Mark(Instance instance, long? goneSince)
    {
        var key = (instance.Endpoint, instance.Cluster);
        if (_entries.TryGetValue(key, out var entry))
        {
            _entries[key] = entry with { GoneSince = goneSince };
        }
    }

    private readonly record struct Entry(InstanceOverride Override, long? GoneSince);
}
