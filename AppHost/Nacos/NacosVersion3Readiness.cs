using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rollcall.AppHost.Nacos;

/// <summary>Whether a registry of version 3 is ready: one that is not answers 200, too, and says so by the code in the answer.</summary>
/// <param name="endpoint">Its HTTP API; null until it is known.</param>
internal sealed class NacosVersion3Readiness(Func<Uri?> endpoint) : IHealthCheck
{
    public const string Path = "/nacos/v3/admin/core/state/readiness";

    // One for all looks of the run.
    private static readonly HttpClient s_client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(5) };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (endpoint() is not { } server)
        {
            return HealthCheckResult.Unhealthy("The registry has no address yet.");
        }

        var url = new Uri(server, Path);
        try
        {
            using var answer = await s_client.GetAsync(url, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.IsSuccessStatusCode && CodeOf(text) == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{url} answered {(int)answer.StatusCode}: {text}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"{url} did not answer: {e.Message}", e);
        }
    }

    private static int? CodeOf(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : null;
    }
}
