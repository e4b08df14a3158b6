using System.Diagnostics.Metrics;

namespace Embedded.Nacos.Registry;

/// <summary>The instruments of the meter <c>Rollcall.Registry</c>.</summary>
internal sealed class RegistryMetrics
{
    public const string MeterName = "Rollcall.Registry";

    private static readonly KeyValuePair<string, object?> s_added = new("kind", "added");
    private static readonly KeyValuePair<string, object?> s_replaced = new("kind", "replaced");
    private static readonly KeyValuePair<string, object?> s_deregistered = new("kind", "deregistered");
    private static readonly KeyValuePair<string, object?> s_unhealthy = new("kind", "unhealthy");
    private static readonly KeyValuePair<string, object?> s_removed = new("kind", "removed");
    private static readonly KeyValuePair<string, object?> s_service = new("kind", "service");
    private static readonly KeyValuePair<string, object?>[] s_beats =
        [.. Enum.GetNames<BeatOutcome>().Select(static name => new KeyValuePair<string, object?>("outcome", name.ToLowerInvariant()))];

    private readonly Counter<long> _registrations;
    private readonly Counter<long> _beats;
    private readonly Counter<long> _expirations;

    public RegistryMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        _registrations = Meter.CreateCounter<long>("rollcall.registry.registrations", "{registration}", "Instances added, replaced and deregistered by clients");
        _beats = Meter.CreateCounter<long>("rollcall.registry.beats", "{beat}", "Beats received, by what became of them");
        _expirations = Meter.CreateCounter<long>("rollcall.registry.expirations", "{expiration}", "Instances that fell silent, and services that were empty for too long");
    }

    public Meter Meter { get; }

    public void Registered(RegisterOutcome outcome) => _registrations.Add(1, outcome == RegisterOutcome.Added ? s_added : s_replaced);

    public void Deregistered() => _registrations.Add(1, s_deregistered);

    public void Beat(BeatOutcome outcome) => _beats.Add(1, s_beats[(int)outcome]);

    public void Expired(SweepOutcome outcome)
    {
        Count(outcome.Unhealthy, s_unhealthy);
        Count(outcome.Removed, s_removed);
    }

    public void ServicesRemoved(int count) => Count(count, s_service);

    private void Count(int count, KeyValuePair<string, object?> kind)
    {
        if (count > 0)
        {
            _expirations.Add(count, kind);
        }
    }
}
