using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

/// <summary>Healthy when an endpoint answers a GET with the expected status.</summary>
internal sealed class EndpointHealthCheck(HealthCheckClient client, EndpointReference endpoint, string path, int statusCode) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        endpoint.IsAllocated
            ? HttpProbe.RunAsync(client, new Uri(new Uri(endpoint.Url), path), statusCode, cancellationToken)
            : Task.FromResult(HealthCheckResult.Unhealthy($"The endpoint '{endpoint.EndpointName}' has no address yet."));
}
