using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>
/// Ties a request to the resilience context it runs in: the caller's, if the request came with one, else a pooled one for the time of
/// the call.
/// </summary>
internal readonly struct RequestContext : IDisposable
{
    private readonly HttpRequestMessage _request;
    private readonly bool _owned;

    public RequestContext(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _request = request;
        var given = request.GetResilienceContext();
        _owned = given is null;
        Value = given ?? ResilienceContextPool.Shared.Get(cancellationToken);
        Value.SetRequestMessage(request);
        request.SetResilienceContext(Value);
    }

    public ResilienceContext Value { get; }

    /// <summary>The request of this attempt, tied to this attempt's context: strategies may replace either.</summary>
    public static HttpRequestMessage Current(ResilienceContext context, HttpRequestMessage original)
    {
        var request = context.GetRequestMessage() ?? original;
        request.SetResilienceContext(context);
        return request;
    }

    public void Dispose()
    {
        _request.SetResilienceContext(_owned ? null : Value);
        if (_owned)
        {
            ResilienceContextPool.Shared.Return(Value);
        }
    }
}
