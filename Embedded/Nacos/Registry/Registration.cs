namespace Embedded.Nacos.Registry;

/// <summary>A published instance and its lease. Guarded by the lock of its <see cref="Service"/>.</summary>
internal sealed class Registration(Instance published, InstanceOverride? change, long now)
{
    private Instance _published = published;
    private InstanceOverride? _override = change;

    /// <summary>What readers see.</summary>
    public Instance Current { get; private set; } = published.With(change);

    /// <summary>Registry time of the last sign of life, in milliseconds.</summary>
    public long LastBeat { get; set; } = now;

    public void Override(InstanceOverride? change)
    {
        _override = change;
        Current = _published.With(change);
    }

    public void SetHealth(bool healthy)
    {
        _published = _published.WithHealth(healthy);
        Current = _published.With(_override);
    }
}
