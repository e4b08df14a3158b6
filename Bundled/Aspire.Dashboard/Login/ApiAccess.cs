using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Login;

/// <summary>Lets programs read telemetry by key, and people who are logged in anyway.</summary>
internal sealed class ApiAccess(DashboardSettings settings, BrowserSession session)
{
    private const string Header = "X-API-Key";

    /// <summary>Whether there is an API at all.</summary>
    public bool IsEnabled => settings.Api is not null;

    public bool Allows(HttpRequest request) => settings.Api is { } keys
        && (keys.AuthMode == KeyMode.Unsecured
            || (request.Headers.TryGetValue(Header, out var given) && given.Count == 1 && SecretComparison.Matches(given, keys.PrimaryApiKey, keys.SecondaryApiKey))
            || (!session.IsOpen && session.Knows(request)));
}
