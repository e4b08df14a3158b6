using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Config;
using Embedded.TensorFlowServing.Flags;
using Embedded.TensorFlowServing.Lifecycle;
using Embedded.TensorFlowServing.Monitoring;
using Microsoft.AspNetCore.Http.Features;

namespace Embedded.TensorFlowServing.Rest;

/// <summary>Everything on the REST port: the metrics page, the API under <c>/v1</c>, and a page for what is neither.</summary>
internal sealed partial class RestHandler(
    ModelManager manager,
    InferenceHandler inference,
    ServerFlags flags,
    MonitoringConfig monitoring,
    ServerMetrics metrics,
    DrainState drain,
    TimeProvider time,
    ILogger<RestHandler> logger)
{
    private const int ClientClosedRequest = 499;

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var target = Target(context);
        if (monitoring.Path is { } page && target.AsSpan(0, QueryStart(target)).SequenceEqual(page))
        {
            await AnswerMetricsAsync(context, target, page);
        }
        else if (context.Request.Method is "TRACE" or "CONNECT")
        {
            await Pages.WriteAsync(context, 501, "Not Implemented");
        }
        else if (target.StartsWith("/v1/", StringComparison.OrdinalIgnoreCase))
        {
            await AnswerApiAsync(context, target);
        }
        else
        {
            await Pages.WriteAsync(context, 404, "Not Found");
        }
    }

    private async Task AnswerApiAsync(HttpContext context, string target)
    {
        var started = time.GetTimestamp();
        AddCorsHeaders(context.Response);
        if (context.Request.Method == "OPTIONS")
        {
            var origin = context.Request.Headers.Origin.ToString();
            var allowed = origin.Contains("http://", StringComparison.Ordinal) || origin.Contains("https://", StringComparison.Ordinal);
            await WriteAsync(context, new RestAnswer(allowed ? StatusCode.Ok : StatusCode.InvalidArgument, default));
            Count("", "", allowed ? StatusCode.Ok : StatusCode.InvalidArgument, started);
            return;
        }

        var route = RestRoute.Match(context.Request.Method, target);
        ServerTracing.Name(context, route);
        var answer = await AnswerAsync(context, route, target);
        Count(route?.Model ?? "", ApiName(route), answer.Code, started);
        if (!context.RequestAborted.IsCancellationRequested)
        {
            await WriteAsync(context, answer);
        }
    }

    private async Task<RestAnswer> AnswerAsync(HttpContext context, RestRoute? route, string target)
    {
        try
        {
            return route?.Api switch
            {
                null => RestAnswer.Error(StatusCode.InvalidArgument, $"Malformed request: {context.Request.Method} {target}"),
                RestApi.Status => Status(route),
                RestApi.Metadata => Metadata(route),
                _ => await InferAsync(context, route),
            };
        }
        catch (TensorFlowException e)
        {
            return RestAnswer.Error(e.Code, e.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return new RestAnswer(StatusCode.Cancelled, default);
        }
        catch (OperationCanceledException)
        {
            return RestAnswer.Error(StatusCode.DeadlineExceeded, "Timed out waiting for notification");
        }
#pragma warning disable CA1031 // A fault of ours must not look like a broken connection to the client.
        catch (Exception e) when (e is not BadHttpRequestException and not IOException)
#pragma warning restore CA1031
        {
            Log.Fault(logger, e, target);
            return RestAnswer.Error(StatusCode.Internal, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private RestAnswer Status(RestRoute route)
    {
        if (route.Model.Length == 0)
        {
            return RestAnswer.Error(StatusCode.InvalidArgument, "Missing model name in request.");
        }

        // The original ignores labels here.
        return RestAnswer.Ok(StatusJson.Write(manager.Status(route.Model, route.Choice().Version)));
    }

    private RestAnswer Metadata(RestRoute route)
    {
        if (route.Model.Length == 0)
        {
            return RestAnswer.Error(StatusCode.InvalidArgument, "Missing model name in request.");
        }

        using var handle = manager.Acquire(route.Model, route.Choice());
        return RestAnswer.Ok(MetadataJson.Write(route.Model, handle.Version, handle.Servable.Signatures));
    }

    private async Task<RestAnswer> InferAsync(HttpContext context, RestRoute route)
    {
        using var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        if (flags.RestApiTimeoutInMs > 0)
        {
            limit.CancelAfter(flags.RestApiTimeoutInMs);
        }

        return await inference.HandleAsync(route, body, limit.Token);
    }

    private async Task AnswerMetricsAsync(HttpContext context, string target, string page)
    {
        var good = target == page;
        var text = good ? metrics.Render() : $"Unexpected path: {target}. Should be {page}";
        context.Response.StatusCode = good ? 200 : 400;
        SayGoodbye(context);
        await Pages.WriteAsync(context, "text/plain", System.Text.Encoding.UTF8.GetBytes(text));
    }

    private async Task WriteAsync(HttpContext context, RestAnswer answer)
    {
        // Asked when the answer is ready: a run that began before the stop must say goodbye too.
        SayGoodbye(context);
        var status = HttpStatus.Of(answer.Code);
        context.Response.StatusCode = status;
        if (HttpStatus.Reason(status) is { } reason)
        {
            context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = reason;
        }

        await Pages.WriteAsync(context, "application/json", answer.Body);
    }

    private void SayGoodbye(HttpContext context)
    {
        if (drain.IsDraining)
        {
            context.Response.Headers.Connection = "close";
        }
    }

    private void Count(string model, string api, StatusCode code, long started)
    {
        var took = time.GetElapsedTime(started);
        metrics.Request(model, code.CanonicalName(), api, took);
        ServerTelemetry.RequestDuration.Record(took.TotalSeconds, new("model.name", model), new("status", code.CanonicalName()));
    }

    private void AddCorsHeaders(HttpResponse response)
    {
        if (flags.RestApiEnableCorsSupport)
        {
            response.Headers.AccessControlAllowOrigin = "*";
            response.Headers.AccessControlAllowMethods = "POST, GET";
            response.Headers.AccessControlAllowHeaders = "Content-Type";
        }
    }

    private static string ApiName(RestRoute? route) => route?.Api switch
    {
        RestApi.Predict => "predict",
        RestApi.Classify => "classify",
        RestApi.Regress => "regress",
        _ => "",
    };

    /// <summary>The request target as sent, without scheme and host where a proxy left them in.</summary>
    private static string Target(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith('/'))
        {
            return target;
        }

        var host = target.IndexOf("://", StringComparison.Ordinal);
        var path = host < 0 ? -1 : target.IndexOf('/', host + 3);
        return path < 0 ? "/" : target[path..];
    }

    private static int QueryStart(string target) => target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? mark : target.Length;
}
