using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Options of a limit in time: by default 30 s.</summary>
public class HttpTimeoutStrategyOptions : TimeoutStrategyOptions
{
}
