using Microsoft.Extensions.Options;
using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Refuses settings of which one makes another pointless. The ranges of each are Polly's to check.</summary>
internal sealed class HttpStandardResilienceOptionsValidator : IValidateOptions<HttpStandardResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpStandardResilienceOptions options)
    {
        if (options is not { RateLimiter: not null, TotalRequestTimeout: not null, Retry: not null, CircuitBreaker: not null, AttemptTimeout: not null })
        {
            return ValidateOptionsResult.Fail("The standard resilience pipeline needs the options of all five strategies; none may be null.");
        }

        var result = new ValidateOptionsResultBuilder();
        var (total, attempt, sampling) = (options.TotalRequestTimeout.Timeout, options.AttemptTimeout.Timeout, options.CircuitBreaker.SamplingDuration);
        if (attempt > total)
        {
            result.AddError($"The total request timeout ({total.TotalSeconds}s) must not be shorter than the attempt timeout ({attempt.TotalSeconds}s).");
        }

        // With less, an attempt that times out may fall outside the window in which it began.
        if (sampling < attempt * 2)
        {
            result.AddError(
                $"The sampling duration of the circuit breaker ({sampling.TotalSeconds}s) must be at least twice the attempt timeout ({attempt.TotalSeconds}s).");
        }

        if (DelaySeconds(options.Retry) is var delays && delays > total.TotalSeconds)
        {
            result.AddError($"The delays of all retries ({delays}s) must not be longer than the total request timeout ({total.TotalSeconds}s).");
        }

        return result.Build();
    }

    private static double DelaySeconds(HttpRetryStrategyOptions retry)
    {
        double n = retry.MaxRetryAttempts;
        return retry.Delay.TotalSeconds * retry.BackoffType switch
        {
            DelayBackoffType.Exponential => Math.Pow(2, n) - 1,
            DelayBackoffType.Linear => n * (n + 1) / 2,
            _ => n,
        };
    }
}
