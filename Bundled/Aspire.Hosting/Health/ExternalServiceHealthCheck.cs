using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

/// <summary>Healthy when an external service answers a GET with the expected status.</summary>
internal sealed class ExternalServiceHealthCheck(HealthCheckClient client, ExternalServiceResource service, string path, int statusCode) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var url = service.Uri;
        if (url is null && !Uri.TryCreate(await service.UrlParameter!.GetValueAsync(cancellationToken).ConfigureAwait(false), UriKind.Absolute, out url))
        {
            return HealthCheckResult.Unhealthy($"The URL parameter '{service.UrlParameter.Name}' is not an absolute URL.");
        }

        return await HttpProbe.RunAsync(client, new Uri(url, path), statusCode, cancellationToken).ConfigureAwait(false);
    }
}
