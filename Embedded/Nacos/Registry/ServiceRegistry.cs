using System.Collections.Concurrent;

namespace Embedded.Nacos.Registry;

/// <summary>
/// Every service of every namespace. Knows no protocol and does no I/O; what time it is comes from the injected clock. All members may be
/// called from any thread.
/// </summary>
internal sealed class ServiceRegistry(TimeProvider clock, RegistryMetrics metrics)
{
    private readonly ConcurrentDictionary<ServiceKey, Service> _services = new();
    private readonly long _start = clock.GetTimestamp();
    private volatile OrderedServices _ordered = new(0, []);
    private long _version;

    /// <summary>Raised after a service has changed, without any lock held; what a push or a page builds on.</summary>
    public event Action<ServiceKey>? Changed;

    /// <summary>Milliseconds since the registry began. Monotonic: a step of the wall clock must not expire every lease at once.</summary>
    public long Now => (long)clock.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>Every service, ordered by namespace, group and name.</summary>
    public IReadOnlyList<Service> Services
    {
        get
        {
            // Read before the services are: a list that misses a service added meanwhile is then known to be old.
            var version = Interlocked.Read(ref _version);
            var ordered = _ordered;
            if (ordered.Version != version)
            {
                _ordered = ordered = new(version, [.. _services.Values
                    .OrderBy(static service => service.Key.Namespace, StringComparer.Ordinal)
                    .ThenBy(static service => service.Key.Group, StringComparer.Ordinal)
                    .ThenBy(static service => service.Key.Name, StringComparer.Ordinal)]);
            }

            return ordered.Services;
        }
    }

    public bool Contains(ServiceKey key) => _services.ContainsKey(key);

    /// <summary>The service as of now, or null.</summary>
    public ServiceSnapshot? Find(ServiceKey key) =>
        _services.TryGetValue(key, out var service) ? Snapshot(service) : null;

    public ServiceSnapshot Snapshot(Service service) => service.Snapshot(clock.GetUtcNow().ToUnixTimeMilliseconds());

    public RegisterOutcome Register(ServiceKey key, Instance instance)
    {
        while (true)
        {
            if (!_services.TryGetValue(key, out var service))
            {
                TryAdd(new Service(key, ephemeral: true, Now));
                continue;
            }

            if (!service.Ephemeral)
            {
                return RegisterOutcome.PersistentService;
            }

            if (service.TryRegister(instance, Now, out var replaced))
            {
                var outcome = replaced ? RegisterOutcome.Replaced : RegisterOutcome.Added;
                metrics.Registered(outcome);
                Changed?.Invoke(key);
                return outcome;
            }
        }
    }

    public bool Deregister(ServiceKey key, Endpoint endpoint)
    {
        if (!_services.TryGetValue(key, out var service) || !service.Deregister(endpoint, Now))
        {
            return false;
        }

        metrics.Deregistered();
        Changed?.Invoke(key);
        return true;
    }

    /// <summary>Renews a lease.</summary>
    /// <param name="key">The service.</param>
    /// <param name="endpoint">The instance.</param>
    /// <param name="interval">The beat interval the instance asks for, in milliseconds; 0 when it asks for none.</param>
    public BeatOutcome Beat(ServiceKey key, Endpoint endpoint, out long interval)
    {
        interval = 0;
        var outcome = _services.TryGetValue(key, out var service) ? service.Beat(endpoint, Now, out interval) : BeatOutcome.Unknown;
        metrics.Beat(outcome);
        if (outcome == BeatOutcome.Recovered)
        {
            Changed?.Invoke(key);
        }

        return outcome;
    }

    /// <summary>Changes the operator's override of an endpoint; false when the service is unknown.</summary>
    public bool Override(ServiceKey key, Endpoint endpoint, string cluster, Func<InstanceOverride?, InstanceOverride> change)
    {
        if (!_services.TryGetValue(key, out var service))
        {
            return false;
        }

        service.Override(endpoint, cluster, change, Now);
        Changed?.Invoke(key);
        return true;
    }

    /// <summary>Declares a service; false when it exists.</summary>
    public bool Declare(ServiceKey key, ServiceSettings settings)
    {
        var service = new Service(key, ephemeral: false, Now);
        service.Configure(settings, Now);
        if (!TryAdd(service))
        {
            return false;
        }

        Changed?.Invoke(key);
        return true;
    }

    /// <summary>Replaces the settings of a service; false when it is unknown.</summary>
    public bool Configure(ServiceKey key, ServiceSettings settings)
    {
        if (!_services.TryGetValue(key, out var service))
        {
            return false;
        }

        service.Configure(settings, Now);
        Changed?.Invoke(key);
        return true;
    }

    /// <summary>Deletes a service; false when it still has instances or is unknown.</summary>
    public bool Delete(ServiceKey key) => _services.TryGetValue(key, out var service) && Retire(service, idle: 0);

    /// <summary>Lets time act on every lease.</summary>
    /// <param name="remove">Whether instances silent for too long are removed, or only marked.</param>
    public SweepOutcome Sweep(bool remove = true)
    {
        var total = default(SweepOutcome);
        foreach (var (key, service) in _services)
        {
            var outcome = service.Sweep(Now, remove);
            if (outcome.Changed)
            {
                total += outcome;
                Changed?.Invoke(key);
            }
        }

        metrics.Expired(total);
        return total;
    }

    /// <summary>Removes services that have been empty for <paramref name="idle"/>.</summary>
    public int SweepServices(TimeSpan idle)
    {
        var removed = 0;
        foreach (var (_, service) in _services)
        {
            removed += Retire(service, (long)idle.TotalMilliseconds) ? 1 : 0;
        }

        metrics.ServicesRemoved(removed);
        return removed;
    }

    private bool Retire(Service service, long idle)
    {
        if (!service.TryRetire(Now, idle))
        {
            return false;
        }

        _services.TryRemove(KeyValuePair.Create(service.Key, service));
        Interlocked.Increment(ref _version);
        Changed?.Invoke(service.Key);
        return true;
    }

    private bool TryAdd(Service service)
    {
        var added = _services.TryAdd(service.Key, service);
        Interlocked.Increment(ref _version);
        return added;
    }

    private sealed record OrderedServices(long Version, Service[] Services);
}
