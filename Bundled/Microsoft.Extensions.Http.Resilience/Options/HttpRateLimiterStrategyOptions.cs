using Polly.RateLimiting;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Options of the limit on requests at a time: by default 1000, and none waiting.</summary>
public class HttpRateLimiterStrategyOptions : RateLimiterStrategyOptions
{
}
