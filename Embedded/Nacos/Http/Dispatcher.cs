using Embedded.Nacos.Access;
using Embedded.Nacos.Console;
using Embedded.Nacos.Settings;
using Embedded.Nacos.V1;

namespace Embedded.Nacos.Http;

/// <summary>
/// Takes a request to the API it is for. One delegate instead of endpoint routing: the original answers an unknown path differently in
/// each part of its tree, and a beat must cost little.
/// </summary>
internal sealed partial class Dispatcher(
    NacosSettings settings, AccessCheck access, NamingApi naming, ServerApi server, AuthApi auth, ConsolePages pages, ConsoleEvents events, TimeProvider clock, ILogger<Dispatcher> logger)
{
    private static readonly Reply s_outside = new(
        StatusCodes.Status404NotFound, "text/html;charset=utf-8", "<!doctype html><title>404</title><h1>HTTP Status 404 – Not Found</h1>"u8.ToArray());

    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!path.StartsWith(settings.ContextPath, StringComparison.Ordinal)
            || (path.Length > settings.ContextPath.Length && path[settings.ContextPath.Length] != '/'))
        {
            return s_outside.WriteAsync(context.Response).AsTask();
        }

        var below = path[settings.ContextPath.Length..];
        if (below == ConsoleEvents.Path && settings.ConsoleUi && HttpMethods.IsGet(context.Request.Method))
        {
            return events.StreamAsync(context);
        }

        var reading = RequestParameters.ReadAsync(context.Request);
        return reading.IsCompletedSuccessfully
            ? Answer(context, path, below, reading.Result).WriteAsync(context.Response).AsTask()
            : AnswerAsync(context, path, below, reading);
    }

    private async Task AnswerAsync(HttpContext context, string path, string below, ValueTask<RequestParameters> reading)
    {
        Reply reply;
        try
        {
            reply = Answer(context, path, below, await reading);
        }
        catch (BadHttpRequestException exception)
        {
            // The form is too large, or its framing is broken.
            reply = Reply.Text(exception.StatusCode, exception.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away in the middle of its form; nobody is left to answer.
            return;
        }

        await reply.WriteAsync(context.Response);
    }

    private Reply Answer(HttpContext context, string path, string below, RequestParameters parameters)
    {
        try
        {
            return Route(context, path, below, parameters);
        }
        catch (RefusalException refusal)
        {
            return Reply.From(refusal, path, clock);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.Failed(logger, exception, context.Request.Method, path);
            return Reply.Text(StatusCodes.Status500InternalServerError, $"caused: {exception.Message};");
        }
    }

    private Reply Route(HttpContext context, string path, string below, RequestParameters parameters)
    {
        var request = context.Request;
        if (below.StartsWith(NamingApi.Prefix, StringComparison.Ordinal) && (below.Length == NamingApi.Prefix.Length || below[NamingApi.Prefix.Length] == '/'))
        {
            access.Admit(request.Method, below.TrimEnd('/'), request.Headers, parameters);
            return naming.Handle(request.Method, below.TrimEnd('/'), path, request.Headers.UserAgent, parameters);
        }

        if ((below.StartsWith(ServerApi.Prefix, StringComparison.Ordinal) || below.StartsWith(ServerApi.Version3Prefix, StringComparison.Ordinal)) && server.Handle(request.Method, below.TrimEnd('/'), parameters) is { } reply)
        {
            return reply;
        }

        if (below.StartsWith(AuthApi.Prefix, StringComparison.Ordinal) && auth.Handle(request.Method, below.TrimEnd('/'), parameters) is { } answer)
        {
            return answer;
        }

        return pages.Find(context, below) ?? Reply.Document(StatusCodes.Status404NotFound, "No message available", path, clock);
    }

    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Error, "{Method} {Path} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string path);
    }
}
