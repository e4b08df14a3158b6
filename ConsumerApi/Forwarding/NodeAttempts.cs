using System.Net;
using ConsumerApi.Routing;
using ConsumerApi.Telemetry;
using Microsoft.Extensions.Options;

namespace ConsumerApi.Forwarding;

/// <summary>
/// Lets one node after another try to answer a request. Until the first byte of an answer has been relayed, a node that is gone, answers
/// 503, or has just unloaded what it is listed for is replaced by another; each node is asked at most once.
/// </summary>
internal sealed partial class NodeAttempts(
    RoutingState routing,
    PickerProvider pickers,
    NodeClient client,
    ConsumerMetrics metrics,
    TimeProvider time,
    IOptions<RoutingOptions> options,
    ILogger<NodeAttempts> logger)
{
    private readonly RoutingOptions _options = options.Value;
    private readonly IPicker _picker = pickers.Current;

    /// <summary>Asks node after node. Returns the one that answered, or null.</summary>
    public async Task<NodeState?> RunAsync(HttpContext context, RestRequest request, ModelRoute route, RequestBody? body, CancellationToken cancellationToken)
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
            route = RouteLookup.Find(routing.Current, request) ?? route;
            target = mayRetry && body is not { IsReplayable: false } ? Pick(route, tried) : null;
        }

        await ServingError.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, failures.Sentence(request.Key.Model), retryAfterSeconds: 1);
        return null;
    }

    private Target? Pick(ModelRoute route, in TriedNodes tried)
    {
        using var activity = ConsumerActivity.Source.StartActivity("pick");
        var target = _picker.Pick(route, tried);
        activity?.SetTag("routing.policy", _picker.Name).SetTag("node.name", target?.Node.Name);
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
                Log.NodeFailed(logger, node.Name, node.Address, failure.Sentence(), e.GetBaseException().Message);
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
