using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

internal static class HttpProbe
{
    public static async Task<HealthCheckResult> RunAsync(HealthCheckClient client, Uri url, int expected, CancellationToken cancellationToken)
    {
        try
        {
            var status = await client.GetStatusAsync(url, cancellationToken).ConfigureAwait(false);
            return status == expected ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{url} answered {status}, expected {expected}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"{url} did not answer: {exception.Message}", exception);
        }
    }
}
