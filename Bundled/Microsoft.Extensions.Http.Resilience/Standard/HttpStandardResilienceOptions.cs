namespace Microsoft.Extensions.Http.Resilience;

/// <summary>
/// Options of the standard pipeline, from the outside in: rate limiter, total timeout, retry, circuit breaker, attempt timeout.
/// </summary>
public class HttpStandardResilienceOptions
{
    /// <summary>The limit on requests at a time.</summary>
    /// <value>Default 1000, and none waiting.</value>
    public HttpRateLimiterStrategyOptions RateLimiter { get; set; } = new() { Name = "Standard-RateLimiter" };

    /// <summary>The time for all attempts and the delays between them.</summary>
    /// <value>Default 30 s.</value>
    public HttpTimeoutStrategyOptions TotalRequestTimeout { get; set; } = new() { Name = "Standard-TotalRequestTimeout" };

    /// <summary>The retries.</summary>
    /// <value>Default three, with exponential delays from 2 s.</value>
    public HttpRetryStrategyOptions Retry { get; set; } = new() { Name = "Standard-Retry" };

    /// <summary>The circuit breaker.</summary>
    /// <value>Default: opens for 5 s at a tenth of at least 100 attempts within 30 s.</value>
    public HttpCircuitBreakerStrategyOptions CircuitBreaker { get; set; } = new() { Name = "Standard-CircuitBreaker" };

    /// <summary>The time for one attempt.</summary>
    /// <value>Default 10 s.</value>
    public HttpTimeoutStrategyOptions AttemptTimeout { get; set; } = new() { Timeout = TimeSpan.FromSeconds(10), Name = "Standard-AttemptTimeout" };
}
