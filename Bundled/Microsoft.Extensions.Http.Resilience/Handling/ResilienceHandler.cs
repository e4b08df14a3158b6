using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Sends requests through a resilience pipeline.</summary>
public class ResilienceHandler : DelegatingHandler
{
    private readonly Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> _pipelineProvider;

    /// <summary>Creates a handler that chooses a pipeline for each request.</summary>
    /// <param name="pipelineProvider">Chooses the pipeline.</param>
    public ResilienceHandler(Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> pipelineProvider)
    {
        ArgumentNullException.ThrowIfNull(pipelineProvider);
        _pipelineProvider = pipelineProvider;
    }

    /// <summary>Creates a handler with one pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public ResilienceHandler(ResiliencePipeline<HttpResponseMessage> pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        _pipelineProvider = _ => pipeline;
    }

    /// <summary>Sends a request, as often as the pipeline decides.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <returns>The last response.</returns>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var context = new RequestContext(request, cancellationToken);
        var outcome = await _pipelineProvider(request).ExecuteOutcomeAsync(
            static async (context, state) =>
            {
                try
                {
                    return Outcome.FromResult(await state.Handler.SendOnceAsync(RequestContext.Current(context, state.Request), context.CancellationToken));
                }
                catch (Exception exception)
                {
                    // To Polly an exception is an outcome like any other; it is thrown again below if no strategy handles it.
                    return Outcome.FromException<HttpResponseMessage>(exception);
                }
            },
            context.Value,
            (Handler: this, Request: request));
        outcome.ThrowIfException();
        return outcome.Result!;
    }

    /// <summary>Sends a request, as often as the pipeline decides, on this thread.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <returns>The last response.</returns>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var context = new RequestContext(request, cancellationToken);
        return _pipelineProvider(request).Execute(
            static (context, state) => state.Handler.SendOnce(RequestContext.Current(context, state.Request), context.CancellationToken),
            context.Value,
            (Handler: this, Request: request));
    }

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);

    private HttpResponseMessage SendOnce(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.Send(request, cancellationToken);
}
