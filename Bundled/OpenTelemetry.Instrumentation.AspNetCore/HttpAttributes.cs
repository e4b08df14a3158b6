using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>
/// The attributes of a server span in the semantic conventions for HTTP, version 1.23 and later
/// (https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
/// </summary>
internal static class HttpAttributes
{
    // Any other method could be anything a client sends, and would make as many time series.
    private static readonly FrozenSet<string> s_methods = new[]
    {
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static void AddRequest(Activity activity, HttpRequest request)
    {
        activity.DisplayName = s_methods.Contains(request.Method) ? request.Method : "HTTP";
        if (request.Host.HasValue)
        {
            activity.SetTag("server.address", request.Host.Host);
            if (request.Host.Port is { } port)
            {
                activity.SetTag("server.port", port);
            }
        }

        if (request.QueryString.HasValue)
        {
            activity.SetTag("url.query", RedactedQuery.Of(request.QueryString.Value!));
        }

        AddMethod(activity, request.Method);
        activity.SetTag("url.scheme", request.Scheme);
        activity.SetTag("url.path", (request.PathBase + request.Path).ToString());
        activity.SetTag("network.protocol.version", Version(request.Protocol));
        if (request.Headers.UserAgent is [{ Length: > 0 } agent, ..])
        {
            activity.SetTag("user_agent.original", agent);
        }
    }

    public static void AddResponse(Activity activity, HttpContext context)
    {
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        if (endpoint is RouteEndpoint { RoutePattern.RawText: { Length: > 0 } route })
        {
            activity.DisplayName = $"{activity.DisplayName} {route}";
            activity.SetTag("http.route", route);
        }

        var status = context.Response.StatusCode;
        activity.SetTag("http.response.status_code", status);

        // What a client did wrong is no error of the server.
        if (status >= StatusCodes.Status500InternalServerError && activity.Status == ActivityStatusCode.Unset)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            if (activity.GetTagItem("error.type") is null)
            {
                activity.SetTag("error.type", StatusText(status));
            }
        }
    }

    private static void AddMethod(Activity activity, string method)
    {
        if (s_methods.Contains(method))
        {
            activity.SetTag("http.request.method", method);
            return;
        }

        activity.SetTag("http.request.method", "_OTHER");
        activity.SetTag("http.request.method_original", method);
    }

    private static string Version(string protocol) => protocol switch
    {
        "HTTP/2" => "2",
        "HTTP/3" => "3",
        _ when protocol.StartsWith("HTTP/", StringComparison.Ordinal) => protocol["HTTP/".Length..],
        _ => protocol,
    };

    private static string StatusText(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
