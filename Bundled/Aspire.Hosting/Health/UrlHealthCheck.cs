using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

/// <summary>Healthy when an address answers a GET with 200.</summary>
internal sealed class UrlHealthCheck(HealthCheckClient client, Func<Uri> url) : IHealthCheck
{
    private const int Ok = 200;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        HttpProbe.RunAsync(client, url(), Ok, cancellationToken);
}
