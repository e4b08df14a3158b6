using Polly;
using Polly.Retry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>
/// Options of retries: by default three, after about 2, 4 and 8 s or what <c>Retry-After</c> says, when an attempt failed in passing
/// (<see cref="HttpClientResiliencePredicates"/>).
/// </summary>
public class HttpRetryStrategyOptions : RetryStrategyOptions<HttpResponseMessage>
{
    private bool _shouldRetryAfterHeader;

    /// <summary>Creates the options with their defaults.</summary>
    public HttpRetryStrategyOptions()
    {
        ShouldHandle = static arguments => new(HttpClientResiliencePredicates.IsTransient(arguments.Outcome, arguments.Context.CancellationToken));
        BackoffType = DelayBackoffType.Exponential;
        UseJitter = true;
        ShouldRetryAfterHeader = true;
    }

    /// <summary>Whether the delay is what the response's <c>Retry-After</c> says, if it has one.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool ShouldRetryAfterHeader
    {
        get => _shouldRetryAfterHeader;
        set
        {
            _shouldRetryAfterHeader = value;

            // No delay from the generator means the one that the strategy works out.
            DelayGenerator = value ? static arguments => new(RetryAfter(arguments.Outcome.Result)) : null;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage? response)
    {
        var delay = response?.Headers.RetryAfter switch
        {
            { Date: { } date } => date - TimeProvider.System.GetUtcNow(),
            { Delta: { } delta } => delta,
            _ => default(TimeSpan?),
        };
        return delay >= TimeSpan.Zero ? delay : null;
    }
}
