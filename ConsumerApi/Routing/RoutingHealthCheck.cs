using ConsumerApi.Discovery;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ConsumerApi.Routing;

/// <summary>
/// Ready once the registry has been read. A registry that goes away later degrades nothing that a client could notice, so the consumer
/// stays in service then.
/// </summary>
internal sealed class RoutingHealthCheck(RoutingState routing, IModelCatalog catalog) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var table = routing.Current;
        if (!table.IsRead)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The registry has not been read yet."));
        }

        return Task.FromResult(catalog.Current.AwaySince is { } since
            ? HealthCheckResult.Degraded($"The registry has not answered since {since:u}; routing goes on with the last known nodes.")
            : HealthCheckResult.Healthy($"{table.Models.Count} models are routable."));
    }
}
