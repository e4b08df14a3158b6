using Microsoft.AspNetCore.Http.Extensions;

namespace Aspire.Dashboard.Login;

/// <summary>Keeps everybody out who is not logged in, but for the login itself, what it is drawn with, and the health check.</summary>
internal sealed class LoginGate(RequestDelegate next, BrowserSession session, ApiAccess api)
{
    private static readonly string[] s_open = ["/login", "/health", "/alive", "/api/validatetoken", "/assets/app.css", "/assets/login.js", "/assets/icon.svg", "/favicon.ico"];

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api/telemetry"))
        {
            return api.Allows(context.Request) ? next(context) : RefuseAsync(context, api.IsEnabled ? StatusCodes.Status401Unauthorized : StatusCodes.Status404NotFound);
        }

        if (s_open.Contains(path.Value) || session.Knows(context.Request))
        {
            return IsForged(context.Request) ? RefuseAsync(context, StatusCodes.Status403Forbidden) : next(context);
        }

        if (HttpMethods.IsGet(context.Request.Method) && !path.StartsWithSegments("/api") && !path.StartsWithSegments("/assets"))
        {
            context.Response.Redirect($"/login?returnUrl={Uri.EscapeDataString(context.Request.GetEncodedPathAndQuery())}");
            return Task.CompletedTask;
        }

        return RefuseAsync(context, StatusCodes.Status401Unauthorized);
    }

    /// <summary>A change that a page of another site asks for in the name of whoever is logged in, or of whoever can reach an open dashboard.</summary>
    private static bool IsForged(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && request.Headers.Origin is [{ } origin, ..]
        && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
