using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Hosting;

/// <summary>Says where the dashboard is, and what is left open.</summary>
internal static partial class StartupNotes
{
    public static void Write(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<DashboardSettings>();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Aspire.Dashboard");
        foreach (var url in settings.FrontendUrls)
        {
            LogListening(logger, url.ToString().TrimEnd('/'));
        }

        if (settings.BrowserToken is { } token)
        {
            // An AppHost has printed the link itself; the token is not to be seen in its resource's log.
            if (settings.ResourceService is null)
            {
                LogLogin(logger, settings.FrontendUrls[0].ToString().TrimEnd('/'), token);
            }
        }
        else
        {
            LogOpenPages(logger);
        }

        if (settings.Otlp.AuthMode == KeyMode.Unsecured)
        {
            LogOpenOtlp(logger);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Now listening on: {Url}")]
    private static partial void LogListening(ILogger logger, string url);

    [LoggerMessage(2, LogLevel.Information, "Login to the dashboard at {Url}/login?t={Token}")]
    private static partial void LogLogin(ILogger logger, string url, string token);

    [LoggerMessage(3, LogLevel.Warning, "Pages are open to everybody who can reach this port")]
    private static partial void LogOpenPages(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "Telemetry is taken from everybody who can reach its ports")]
    private static partial void LogOpenOtlp(ILogger logger);
}
