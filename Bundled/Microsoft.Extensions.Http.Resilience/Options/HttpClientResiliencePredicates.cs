using System.Diagnostics.CodeAnalysis;
using System.Net;
using Polly;
using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Tells failures that may pass from those that will not.</summary>
public static class HttpClientResiliencePredicates
{
    /// <summary>
    /// Whether an attempt failed in passing: a status of 500 and above, 408 or 429, an <see cref="HttpRequestException"/> or a timeout of
    /// the pipeline.
    /// </summary>
    /// <param name="outcome">What came of the attempt.</param>
    /// <returns>Whether another attempt may succeed.</returns>
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result.StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => true,
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        _ => false,
    };

    /// <summary>Like <see cref="IsTransient(Outcome{HttpResponseMessage})"/>, and true as well for a connection that was not made in time.</summary>
    /// <param name="outcome">What came of the attempt.</param>
    /// <param name="cancellationToken">The caller's token: if it is cancelled, the caller gave up and nothing timed out.</param>
    /// <returns>Whether another attempt may succeed.</returns>
    [Experimental("EXTEXP0001", UrlFormat = "https://aka.ms/dotnet-extensions-warnings/{0}")]
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken) =>
        IsTransient(outcome)
        || (!cancellationToken.IsCancellationRequested && outcome.Exception is OperationCanceledException { InnerException: TimeoutException });
}
