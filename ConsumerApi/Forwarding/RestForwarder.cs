using ConsumerApi.Routing;
using ConsumerApi.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ConsumerApi.Forwarding;

/// <summary>Answers TensorFlow Serving's REST API: reads the request line, finds the route, and lets its nodes answer within the deadline.</summary>
internal sealed class RestForwarder(
    RoutingState routing,
    NodeAttempts attempts,
    DeadlinePool deadlines,
    ConsumerMetrics metrics,
    TimeProvider time,
    IOptions<RoutingOptions> options)
{
    private readonly RoutingOptions _options = options.Value;

    public Task InvokeAsync(HttpContext context)
    {
        var method = context.Request.Method;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (HttpMethods.IsOptions(method))
        {
            return AnswerOptions(context);
        }

        var request = RestRequestParser.Parse(method, target);
        if (request.Error is { } error)
        {
            return ServingError.WriteAsync(context, StatusCodes.Status400BadRequest, error);
        }

        var table = routing.Current;
        return RouteLookup.Find(table, request) is { } route
            ? ForwardAsync(context, request, route)
            : NotRoutable.WriteAsync(context, request, table);
    }

    /// <summary>As upstream: a browser's preflight is told yes, anything else is malformed. Without CORS headers a browser stays away.</summary>
    private static Task AnswerOptions(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var fromBrowser = origin.Contains("http://", StringComparison.Ordinal) || origin.Contains("https://", StringComparison.Ordinal);
        context.Response.StatusCode = fromBrowser ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private async Task ForwardAsync(HttpContext context, RestRequest request, ModelRoute route)
    {
        using var activity = ConsumerActivity.Source.StartActivity(request.Verb.SpanName());
        activity?.SetTag("model.name", request.Key.Model).SetTag("model.version", request.Key.Version);
        var started = time.GetTimestamp();
        var deadline = deadlines.Rent();
        var link = context.RequestAborted.UnsafeRegister(static t => ((CancellationTokenSource)t!).Cancel(), deadline);
        RequestBody? body = null;
        NodeState? node = null;
        try
        {
            body = await RequestBody.ReadAsync(context.Request, _options.MaxReplayBytes, deadline.Token);
            node = await attempts.RunAsync(context, request, route, body, deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            await AnswerCancelledAsync(context);
        }
        catch (Exception e) when ((body?.ClientFault ?? e) is BadHttpRequestException bad && !context.Response.HasStarted)
        {
            await ServingError.WriteAsync(context, bad.StatusCode, bad.Message);
        }
        catch (Exception e) when ((body?.ClientFault ?? e) is IOException)
        {
            context.Abort();
        }
        finally
        {
            body?.Dispose();
            // First: it waits for a cancellation under way.
            await link.DisposeAsync();
            deadlines.Return(deadline);
            activity?.SetTag("node.name", node?.Name);
            metrics.Requested(request, node, context.Response.StatusCode, time.GetElapsedTime(started));
        }
    }

    private async Task AnswerCancelledAsync(HttpContext context)
    {
        if (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted)
        {
            // Nobody listens any more, or half an answer is out: only a broken connection says that truthfully.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            context.Abort();
            return;
        }

        await ServingError.WriteAsync(
            context, StatusCodes.Status504GatewayTimeout,
            $"No answer within {_options.RequestTimeout.TotalSeconds:0.###} s. Send smaller batches or raise Routing:RequestTimeout.");
    }
}
