namespace Embedded.Nacos.Registry;

/// <summary>
/// Settings that an operator changes while the registry runs. Names, defaults and effects are the original's. Each stands alone, so that
/// a reader needs no lock: during a change it sees the old value or the new.
/// </summary>
internal sealed class Switches
{
    /// <summary>Beat interval told to clients whose instance asks for none, in milliseconds.</summary>
    public long ClientBeatInterval { get; set; } = LeaseTerms.Default.Interval;

    /// <summary>Time a client may cache a list, in milliseconds.</summary>
    public long PushCacheMillis { get; set; } = 10_000;

    /// <summary>Kept and shown; the lists of this protocol use <see cref="PushCacheMillis"/>.</summary>
    public long DefaultCacheMillis { get; set; } = 3_000;

    public bool LightBeatEnabled { get; set; } = true;

    /// <summary>When off, silence neither marks nor removes an instance.</summary>
    public bool HealthCheckEnabled { get; set; } = true;

    /// <summary>Whether an instance registered without saying so is ephemeral.</summary>
    public bool DefaultInstanceEphemeral { get; set; } = true;

    /// <summary>When set, what this server claims to be instead of <c>UP</c>.</summary>
    public ServerStatus? OverriddenStatus { get; set; }

    public ServerStatus Status => OverriddenStatus ?? ServerStatus.Up;
}
