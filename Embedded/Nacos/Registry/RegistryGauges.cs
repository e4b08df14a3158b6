using System.Diagnostics.Metrics;

namespace Embedded.Nacos.Registry;

/// <summary>Counts what the registry holds, when a collector asks.</summary>
internal sealed class RegistryGauges
{
    private readonly ServiceRegistry _registry;

    public RegistryGauges(RegistryMetrics metrics, ServiceRegistry registry)
    {
        _registry = registry;
        metrics.Meter.CreateObservableUpDownCounter("rollcall.registry.services", () => registry.Services.Count, "{service}", "Services known");
        metrics.Meter.CreateObservableUpDownCounter("rollcall.registry.instances", CountInstances, "{instance}", "Instances known, by health");
    }

    private Measurement<int>[] CountInstances()
    {
        var (healthy, unhealthy) = (0, 0);
        foreach (var service in _registry.Services)
        {
            foreach (var instance in _registry.Snapshot(service).Instances)
            {
                _ = instance.Healthy ? healthy++ : unhealthy++;
            }
        }

        return [new(healthy, new KeyValuePair<string, object?>("healthy", true)), new(unhealthy, new KeyValuePair<string, object?>("healthy", false))];
    }
}
