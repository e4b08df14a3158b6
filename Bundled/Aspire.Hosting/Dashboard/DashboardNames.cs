namespace Aspire.Hosting.Dashboard;

/// <summary>Names that the AppHost, the dashboard and people's launch profiles agree on.</summary>
internal static class DashboardNames
{
    public const string Resource = "aspire-dashboard";

    public const string FrontendUrls = "ASPNETCORE_URLS";
    public const string OtlpGrpcUrl = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    public const string OtlpHttpUrl = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    public const string ResourceServiceUrl = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";
    public const string AllowUnsecuredTransport = "ASPIRE_ALLOW_UNSECURED_TRANSPORT";
    public const string AllowAnonymous = "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS";
    public const string BrowserToken = "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN";
    public const string ShowResource = "ASPIRE_SHOW_DASHBOARD_RESOURCES";

    /// <summary>The names that 8.x had; they still work.</summary>
    public static string Legacy(string name) => name.Replace("ASPIRE_", "DOTNET_", StringComparison.Ordinal);
}
