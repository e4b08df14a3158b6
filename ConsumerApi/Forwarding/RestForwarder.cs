using System.Net;
using ConsumerApi.Routing;
using ConsumerApi.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ConsumerApi.Forwarding;

/// <summary>
/// Answers TensorFlow Serving's REST API from whichever node is next. Until the first byte of an answer has been relayed, a node that is
/// gone, answers 503, or has just unloaded what it is listed for is replaced by another; each node is asked at most once.
/// </summary>
internal sealed partial class RestForwarder(
    RoutingState routing,
    PickerProvider pickers,
    NodeClient client,
    DeadlinePool deadlines,
    ConsumerMetrics metrics,
    TimeProvider time,
    IOptions<RoutingOptions> options,
    ILogger<RestForwarder> logger)
{
    private readonly RoutingOptions _options = options.Value;
    private readonly IPicker _picker = pickers.Current;

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
        return FindRoute(table, request) is { } route
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

    private static ModelRoute? FindRoute(RoutingTable table, in RestRequest request)
    {
        if (table.Find(request.Key) is { } route)
        {
            return route;
        }

        // A node knows more of its model's states than the registry (loading, ended, failed), so it is asked for them; upstream ignores
        // labels there.
        return request.Verb == RestVerb.Status ? table.Models.GetValueOrDefault(request.Key.Model)?.Any : null;
    }

    private async Task ForwardAsync(HttpContext context, RestRequest request, ModelRoute route)
    {
        using var activity = ConsumerActivity.Source.StartActivity(request.Verb.SpanName());
        activity?.SetTag("model.name", request.Key.Model).SetTag("model.version", request.Key.Version).SetTag("routing.policy", _picker.Name);
        var started = time.GetTimestamp();
        var deadline = deadlines.Rent();
        var link = context.RequestAborted.UnsafeRegister(static t => ((CancellationTokenSource)t!).Cancel(), deadline);
        RequestBody? body = null;
        NodeState? node = null;
        try
        {
            body = await RequestBody.ReadAsync(context.Request, _options.MaxReplayBytes, deadline.Token);
            node = await AttemptAsync(context, request, route, body, deadline.Token);
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

    /// <summary>Asks node after node. Returns the one that answered, or null.</summary>
    private async Task<NodeState?> AttemptAsync(HttpContext context, RestRequest request, ModelRoute route, RequestBody? body, CancellationToken cancellationToken)
    {
        var tried = new TriedNodes();
        var failures = default(FailureList);
        var target = Pick(route, tried);
        while (target is not null)
        {
            tried.Add(target.Node);
            // Known before the answer is: the last candidate's 503 or 404 is relayed as it is.
            var mayRetry = tried.Count < _options.MaxAttempts;
            var failure = await TryNodeAsync(context, request, route, target, body, mayRetry, tried, cancellationToken);
            if (failure == AttemptFailure.None)
            {
                return target.Node;
            }

            failures.Add(target.Node, failure);
            metrics.AttemptFailed(request.Key.Model, target.Node.Name, failure);
            if (context.Response.HasStarted)
            {
                // Part of the answer is with the client; it must see that the rest is missing.
                context.Abort();
                return target.Node;
            }

            // The table may have changed while the node was dying.
            route = FindRoute(routing.Current, request) ?? route;
            target = mayRetry && body is not { IsReplayable: false } ? Pick(route, tried) : null;
        }

        await ServingError.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, failures.Sentence(request.Key.Model), retryAfterSeconds: 1);
        return null;
    }

    private Target? Pick(ModelRoute route, in TriedNodes tried)
    {
        using var activity = ConsumerActivity.Source.StartActivity("pick");
        var target = _picker.Pick(route, tried);
        activity?.SetTag("node.name", target?.Node.Name);
        return target;
    }

    private async Task<AttemptFailure> TryNodeAsync(
        HttpContext context, RestRequest request, ModelRoute route, Target target, RequestBody? body, bool mayRetry, TriedNodes tried, CancellationToken cancellationToken)
    {
        var node = target.Node;
        var started = time.GetTimestamp();
        node.Begin();
        try
        {
            using var message = CreateMessage(context, request, target, body);
            using var answer = await client.SendAsync(message, cancellationToken);
            var failure = Judge(answer.StatusCode, request, route);
            if (failure != AttemptFailure.None && mayRetry && body is not { IsReplayable: false } && route.HasUntried(tried))
            {
                return failure;
            }

            await ResponseRelay.RelayAsync(answer, node, context, cancellationToken);
            if (node.Answered(time.GetElapsedTime(started)))
            {
                Log.NodeAnswersAgain(logger, node.Name);
            }

            return AttemptFailure.None;
        }
        catch (Exception e) when (body?.ClientFault is null && IsNodeFault(e, cancellationToken))
        {
            var failure = AttemptFailures.Of(e);
            if (node.Failed(time, _options.FailureCooldown))
            {
                Log.NodeFailed(logger, node.Name, node.Address, failure.Sentence(), e.Message);
            }

            return failure;
        }
        finally
        {
            node.End();
        }
    }

    private static bool IsNodeFault(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>What a node's status means: an answer, or a reason to ask another node.</summary>
    private static AttemptFailure Judge(HttpStatusCode status, in RestRequest request, ModelRoute route) => status switch
    {
        HttpStatusCode.ServiceUnavailable => AttemptFailure.Unavailable,
        // Only when the table lists what was asked for; a status request may ask for a version that it does not.
        HttpStatusCode.NotFound when route.Key == request.Key => AttemptFailure.NotServed,
        _ => AttemptFailure.None,
    };

    private static HttpRequestMessage CreateMessage(HttpContext context, in RestRequest request, Target target, RequestBody? body)
    {
        var method = HttpMethods.IsPost(context.Request.Method) ? HttpMethod.Post : HttpMethod.Get;
        var message = new HttpRequestMessage(method, target.Address(request.Key, request.Verb))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body is null ? null : new RequestBodyContent(body),
        };
        ForwardedHeaders.CopyRequest(context.Request.Headers, message);
        return message;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3200, Level = LogLevel.Warning, EventName = "NodeFailed",
            Message = "{Node} ({Address}) {What} ({Detail}); it is passed over until it answers or its cooldown is over")]
        public static partial void NodeFailed(ILogger logger, string node, Uri address, string what, string detail);

        [LoggerMessage(EventId = 3201, Level = LogLevel.Information, EventName = "NodeAnswersAgain", Message = "{Node} answers again")]
        public static partial void NodeAnswersAgain(ILogger logger, string node);
    }
}
