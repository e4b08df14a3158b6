using Polly;

namespace System.Net.Http;

/// <summary>The resilience context of a request.</summary>
public static class HttpResilienceHttpRequestMessageExtensions
{
    private static readonly HttpRequestOptionsKey<ResilienceContext?> s_contextKey = new("Resilience.Http.ResilienceContext");

    /// <summary>The context that a request runs in.</summary>
    /// <param name="requestMessage">The request.</param>
    /// <returns>The context, if there is one.</returns>
    public static ResilienceContext? GetResilienceContext(this HttpRequestMessage requestMessage)
    {
        ArgumentNullException.ThrowIfNull(requestMessage);
        return requestMessage.Options.TryGetValue(s_contextKey, out var context) ? context : null;
    }

    /// <summary>Sets the context that a request runs in. Who gives a context of the pool takes it back.</summary>
    /// <param name="requestMessage">The request.</param>
    /// <param name="resilienceContext">The context.</param>
    public static void SetResilienceContext(this HttpRequestMessage requestMessage, ResilienceContext? resilienceContext)
    {
        ArgumentNullException.ThrowIfNull(requestMessage);
        requestMessage.Options.Set(s_contextKey, resilienceContext);
    }
}
