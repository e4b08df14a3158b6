using Polly.CircuitBreaker;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>
/// Options of the circuit breaker: by default it opens for 5 s when, over 30 s, at least 100 attempts were made and a tenth failed in
/// passing (<see cref="HttpClientResiliencePredicates"/>).
/// </summary>
public class HttpCircuitBreakerStrategyOptions : CircuitBreakerStrategyOptions<HttpResponseMessage>
{
    /// <summary>Creates the options with their defaults.</summary>
    public HttpCircuitBreakerStrategyOptions() =>
        ShouldHandle = static arguments => new(HttpClientResiliencePredicates.IsTransient(arguments.Outcome, arguments.Context.CancellationToken));
}
