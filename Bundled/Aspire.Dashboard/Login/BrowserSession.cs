using System.Security.Cryptography;
using System.Text;
using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Login;

/// <summary>The cookie of somebody who has shown the token. It is made from the token, so a dashboard that is started again knows it still.</summary>
internal sealed class BrowserSession(DashboardSettings settings)
{
    // Browsers keep cookies by host, not by port; two dashboards on one machine must not log each other out.
    private readonly string _cookieName = $".Aspire.Dashboard.Auth.{settings.FrontendUrls[0].Port}";

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(3);

    private readonly string? _cookieValue = settings.BrowserToken is { } token
        ? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "browser session"u8))
        : null;

    /// <summary>Whether pages are open to all.</summary>
    public bool IsOpen => _cookieValue is null;

    /// <summary>Whether a request comes from somebody who has logged in.</summary>
    public bool Knows(HttpRequest request) => IsOpen || SecretComparison.Matches(request.Cookies[_cookieName], _cookieValue);

    /// <summary>Logs in whoever has the token.</summary>
    public bool TryBegin(HttpContext context, string? token)
    {
        if (!IsOpen && !SecretComparison.Matches(token, settings.BrowserToken))
        {
            return false;
        }

        if (_cookieValue is { } value)
        {
            // Lax: the login link is opened from a terminal or a chat, which is another site to the browser.
            context.Response.Cookies.Append(_cookieName, value, new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = s_lifetime,
                IsEssential = true,
            });
        }

        return true;
    }
}
