using Aspire.Dashboard.Pages;

namespace Aspire.Dashboard.Login;

/// <summary>The login link, the login page, and the check of a token that was typed.</summary>
internal static class LoginEndpoints
{
    public static void Map(WebApplication app)
    {
        var (session, files) = (app.Services.GetRequiredService<BrowserSession>(), app.Services.GetRequiredService<PageFiles>());
        app.MapGet("/login", context =>
        {
            var token = context.Request.Query["t"].ToString();
            if (session.Knows(context.Request) || (token.Length > 0 && session.TryBegin(context, token)))
            {
                context.Response.Redirect(Local(context.Request.Query["returnUrl"]));
                return Task.CompletedTask;
            }

            return files.SendAsync(context, "login.html");
        });
        app.MapPost("/api/validatetoken", context =>
        {
            var valid = session.TryBegin(context, context.Request.Query["token"]);
            return context.Response.WriteAsJsonAsync(valid, PageJson.Default.Boolean, cancellationToken: context.RequestAborted);
        });
        app.MapGet("/health", static context => context.Response.WriteAsync("Healthy"));
        app.MapGet("/alive", static context => context.Response.WriteAsync("Healthy"));
    }

    /// <summary>
    /// A path of this dashboard: a login link must not lead to another site. Browsers drop tabs and line breaks from addresses, which makes
    /// two slashes of <c>/\t/</c>; what is not ASCII cannot be in a header, and comes escaped from whoever follows a link.
    /// </summary>
    private static string Local(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.AsSpan().ContainsAnyExceptInRange('!', '~')
        && !url.StartsWith("/login", StringComparison.OrdinalIgnoreCase) ? url : "/";
}
