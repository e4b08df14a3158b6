using System.Security.Cryptography;

namespace Aspire.Dashboard.Settings;

/// <summary>Reads the settings under the names that the official dashboard gives them.</summary>
internal static class SettingsReader
{
    // As long as the official token: 128 bits.
    private const int TokenBytes = 16;

    /// <exception cref="SettingsException">They contradict each other or lack something.</exception>
    public static DashboardSettings Read(IConfiguration configuration)
    {
        var open = Flag(configuration, "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS") ?? Flag(configuration, "DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS") ?? false;
        var grpc = Url(configuration, "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL", "Dashboard:Otlp:GrpcEndpointUrl");
        var http = Url(configuration, "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "Dashboard:Otlp:HttpEndpointUrl");
        if (grpc is null && http is null)
        {
            (grpc, http) = (BindingAddress.Parse("http://localhost:18889"), BindingAddress.Parse("http://localhost:18890"));
        }

        var urls = (configuration["ASPNETCORE_URLS"] ?? configuration["Dashboard:Frontend:EndpointUrls"] ?? "http://localhost:18888")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var settings = new DashboardSettings(
            [.. urls.Select(url => Parse(url, "ASPNETCORE_URLS"))],
            grpc,
            http,
            open ? null : Token(configuration),
            open ? new(KeyMode.Unsecured) : Keys(configuration, "Dashboard:Otlp"),
            bool.TryParse(configuration["Dashboard:Api:Enabled"], out var enabled) && !enabled ? null : open ? new(KeyMode.Unsecured) : Keys(configuration, "Dashboard:Api"),
            ResourceService(configuration),
            (configuration["Dashboard:Otlp:Cors:AllowedOrigins"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Flag(configuration, "ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED") ?? false,
            configuration["Dashboard:ApplicationName"] ?? "Aspire",
            Limits(configuration.GetSection("Dashboard:TelemetryLimits")));
        CheckPorts(settings);
        return settings;
    }

    private static string? Token(IConfiguration configuration) => configuration["Dashboard:Frontend:AuthMode"]?.ToLowerInvariant() switch
    {
        "unsecured" => null,
        null or "" or "browsertoken" => configuration["Dashboard:Frontend:BrowserToken"] is { Length: > 0 } token
            ? token
            : configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] is { Length: > 0 } fixedToken
                ? fixedToken
                : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)),
        var other => throw new SettingsException($"Dashboard:Frontend:AuthMode '{other}' is not known here: write BrowserToken or Unsecured."),
    };

    private static ApiKeys Keys(IConfiguration configuration, string section)
    {
        var (primary, secondary) = (configuration[$"{section}:PrimaryApiKey"], configuration[$"{section}:SecondaryApiKey"]);
        return configuration[$"{section}:AuthMode"]?.ToLowerInvariant() switch
        {
            null or "" => new(string.IsNullOrEmpty(primary) ? KeyMode.Unsecured : KeyMode.ApiKey, primary, secondary),
            "unsecured" => new(KeyMode.Unsecured),
            "apikey" when string.IsNullOrEmpty(primary) => throw new SettingsException($"{section}:AuthMode is ApiKey, so {section}:PrimaryApiKey must be set."),
            "apikey" => new(KeyMode.ApiKey, primary, secondary),
            var other => throw new SettingsException($"{section}:AuthMode '{other}' is not known here: write ApiKey or Unsecured."),
        };
    }

    private static ResourceServiceAddress? ResourceService(IConfiguration configuration)
    {
        if ((configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] ?? configuration["DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"]) is not { Length: > 0 } url)
        {
            return null;
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? new(address, configuration["Dashboard:ResourceServiceClient:ApiKey"])
            : throw new SettingsException($"ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL '{url}' is no address.");
    }

    private static BindingAddress? Url(IConfiguration configuration, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (configuration[name] is { Length: > 0 } url)
            {
                return Parse(url, name);
            }
        }

        return null;
    }

    private static BindingAddress Parse(string url, string name)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new SettingsException($"{name} '{url}' is no address: write for example http://localhost:18888.");
        }
    }

    private static TelemetryLimits Limits(IConfigurationSection section)
    {
        var limits = section.Get<TelemetryLimits>() ?? new();
        return Math.Min(Math.Min(limits.MaxLogCount, limits.MaxTraceCount), Math.Min(limits.MaxMetricsCount, limits.MaxAttributeCount)) > 0
            ? limits
            : throw new SettingsException($"Each number of {section.Path} must be positive.");
    }

    private static void CheckPorts(DashboardSettings settings)
    {
        var ports = settings.FrontendUrls.Append(settings.OtlpGrpcUrl).Append(settings.OtlpHttpUrl).OfType<BindingAddress>().Select(a => a.Port).Where(p => p != 0).ToArray();
        if (ports.Distinct().Count() != ports.Length)
        {
            throw new SettingsException("Pages, OTLP/gRPC and OTLP/HTTP need ports of their own: gRPC is HTTP/2 only, and pages are not for senders of telemetry.");
        }
    }

    private static bool? Flag(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } text ? bool.TryParse(text, out var value) ? value : text == "1" : null;
}
