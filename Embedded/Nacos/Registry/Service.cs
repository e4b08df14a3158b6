
namespace Embedded.Nacos.Registry;

/// <summary>
/// One service. Every write takes the lock for a moment and throws the snapshot away; the next reader builds a new one, so that a
/// thousand registrations in a row cost one build and a read never misses a write that was answered before it.
/// </summary>
internal sealed class Service(ServiceKey key, bool ephemeral, long now)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Endpoint, Registration> _registrations = [];
    private readonly OverrideBook _overrides = new();
    private volatile ServiceSnapshot? _snapshot;
    private ServiceSettings? _settings;
    private long _lastUpdated = now;
    private bool _retired;

    public ServiceKey Key { get; } = key;

    /// <summary>False for a service that was declared before any instance came: the original makes those persistent.</summary>
    public bool Ephemeral { get; } = ephemeral;

    /// <summary>The service as of now.</summary>
    /// <param name="wallClock">Unix milliseconds, stamped on a snapshot built by this call.</param>
    public ServiceSnapshot Snapshot(long wallClock)
    {
        if (_snapshot is { } snapshot)
        {
            return snapshot;
        }

        lock (_gate)
        {
            return _snapshot ??= new ServiceSnapshot(
                Key, Ephemeral, _settings, [.. _registrations.Values.Select(static registration => registration.Current)], wallClock);
        }
    }

    /// <summary>Publishes an instance, or replaces what its endpoint published before. False when the service has been retired meanwhile.</summary>
    public bool TryRegister(Instance instance, long now, out bool replaced)
    {
        lock (_gate)
        {
            replaced = false;
            if (_retired)
            {
                return false;
            }

            if (_registrations.TryGetValue(instance.Endpoint, out var previous))
            {
                replaced = true;
                if (previous.Current.Cluster != instance.Cluster)
                {
                    _overrides.Disappeared(previous.Current, now);
                }
            }

            _overrides.Appeared(instance);
            _registrations[instance.Endpoint] = new Registration(instance, _overrides.Find(instance.Endpoint, instance.Cluster), now);
            Touch(now);
            return true;
        }
    }

    public bool Deregister(Endpoint endpoint, long now)
    {
        lock (_gate)
        {
            if (!_registrations.Remove(endpoint, out var registration))
            {
                return false;
            }

            _overrides.Disappeared(registration.Current, now);
            Touch(now);
            return true;
        }
    }

    public BeatOutcome Beat(Endpoint endpoint, long now, out long interval)
    {
        lock (_gate)
        {
            interval = 0;
            if (!_registrations.TryGetValue(endpoint, out var registration))
            {
                return BeatOutcome.Unknown;
            }

            registration.LastBeat = now;
            if (registration.Current.Metadata.ContainsKey(LeaseTerms.IntervalKey))
            {
                interval = registration.Current.Lease.Interval;
            }

            if (registration.Current.Healthy)
            {
                return BeatOutcome.Renewed;
            }

            registration.SetHealth(true);
            Touch(now);
            return BeatOutcome.Recovered;
        }
    }

    /// <summary>Changes the operator's override of an endpoint, present or expected.</summary>
    public void Override(Endpoint endpoint, string cluster, Func<InstanceOverride?, InstanceOverride> change, long now)
    {
        lock (_gate)
        {
            var next = change(_overrides.Find(endpoint, cluster));
            var present = _registrations.TryGetValue(endpoint, out var registration) && registration.Current.Cluster == cluster;
            _overrides.Set(endpoint, cluster, next, present, now);
            if (present)
            {
                registration!.Override(next);
                Touch(now);
            }
        }
    }

    public void Configure(ServiceSettings settings, long now)
    {
        lock (_gate)
        {
            _settings = settings;
            Touch(now);
        }
    }

    /// <summary>Applies the leases: silent longer than its time-out is unhealthy, longer than its delete time-out is gone (both strictly).</summary>
    public SweepOutcome Sweep(long now, bool remove)
    {
        lock (_gate)
        {
            var (unhealthy, removed) = (0, 0);
            foreach (var (endpoint, registration) in _registrations)
            {
                var silence = now - registration.LastBeat;
                var instance = registration.Current;
                if (remove && silence > instance.Lease.DeleteTimeout)
                {
                    _registrations.Remove(endpoint);
                    _overrides.Disappeared(instance, now);
                    removed++;
                }
                else if (instance.Healthy && silence > instance.Lease.Timeout)
                {
                    registration.SetHealth(false);
                    unhealthy++;
                }
            }

            _overrides.Sweep(now);
            var outcome = new SweepOutcome(unhealthy, removed);
            if (outcome.Changed)
            {
                Touch(now);
            }

            return outcome;
        }
    }

    /// <summary>Closes the service for good when it is empty and has not changed for <paramref name="idle"/> milliseconds.</summary>
    public bool TryRetire(long now, long idle)
    {
        lock (_gate)
        {
            return _retired = _retired || (_registrations.Count == 0 && now - _lastUpdated >= idle);
        }
    }

    private void Touch(long now)
    {
        _snapshot = null;
        _lastUpdated = now;
    }
}
