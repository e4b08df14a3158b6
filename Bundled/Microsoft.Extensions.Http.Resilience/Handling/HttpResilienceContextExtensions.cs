using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Http.Resilience;

namespace Polly;

/// <summary>The request of a resilience context.</summary>
[Experimental("EXTEXP0001", UrlFormat = "https://aka.ms/dotnet-extensions-warnings/{0}")]
public static class HttpResilienceContextExtensions
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage?> s_requestKey = new("Resilience.Http.RequestMessage");

    /// <summary>The request that is being sent.</summary>
    /// <param name="context">The context.</param>
    /// <returns>The request, or <see langword="null"/> outside of <see cref="ResilienceHandler"/>.</returns>
    public static HttpRequestMessage? GetRequestMessage(this ResilienceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Properties.GetValue(s_requestKey, null);
    }

    /// <summary>Replaces the request that is being sent.</summary>
    /// <param name="context">The context.</param>
    /// <param name="requestMessage">The request.</param>
    public static void SetRequestMessage(this ResilienceContext context, HttpRequestMessage? requestMessage)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Properties.Set(s_requestKey, requestMessage);
    }
}
