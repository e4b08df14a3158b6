namespace Aspire.Hosting.Health;

/// <summary>The one client of all HTTP health checks.</summary>
internal sealed class HealthCheckClient : IDisposable
{
    // A check that hangs must not hold up the next one for long.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    // Redirects are answers here; pooled connections to a process that was restarted would fail the first check.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = s_timeout };

    public async Task<int> GetStatusAsync(Uri url, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return (int)response.StatusCode;
    }

    public void Dispose() => _client.Dispose();
}
