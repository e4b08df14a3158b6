namespace Aspire.Dashboard.Settings;

/// <summary>What the dashboard was told at its start.</summary>
/// <param name="FrontendUrls">Where pages are.</param>
/// <param name="OtlpGrpcUrl">Where OTLP/gRPC is taken; null for nowhere.</param>
/// <param name="OtlpHttpUrl">Where OTLP/HTTP is taken; null for nowhere.</param>
/// <param name="BrowserToken">The token that people log in with; null when pages are open to all.</param>
/// <param name="Otlp">Who may send telemetry.</param>
/// <param name="Api">Who may read telemetry; null when there is no such API.</param>
/// <param name="ResourceService">The AppHost; null for a dashboard that stands alone.</param>
/// <param name="AllowedOrigins">Web sites whose pages may send telemetry.</param>
/// <param name="IsBehindProxy">Whether to believe <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c>.</param>
/// <param name="ApplicationName">What the pages are headed with until the AppHost says its name.</param>
/// <param name="Limits">How much is kept.</param>
internal sealed record DashboardSettings(
    IReadOnlyList<BindingAddress> FrontendUrls,
    BindingAddress? OtlpGrpcUrl,
    BindingAddress? OtlpHttpUrl,
    string? BrowserToken,
    ApiKeys Otlp,
    ApiKeys? Api,
    ResourceServiceAddress? ResourceService,
    IReadOnlyList<string> AllowedOrigins,
    bool IsBehindProxy,
    string ApplicationName,
    TelemetryLimits Limits);

/// <summary>Keys, of which either is good: so that one can be replaced while the other is in use.</summary>
internal sealed record ApiKeys(KeyMode AuthMode, string? PrimaryApiKey = null, string? SecondaryApiKey = null);

/// <summary>Where the AppHost tells of its resources.</summary>
internal sealed record ResourceServiceAddress(Uri Url, string? ApiKey);
