using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Rollcall.AppHost.Settings;

/// <summary>Moves the dashboard to other ports than the launch profile gives, for a second application beside the first.</summary>
internal static class DashboardPorts
{
    private static readonly string[] s_settings = ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];

    /// <summary>How many ports it needs.</summary>
    public static int Count => s_settings.Length;

    /// <summary>Keeps scheme and host of each address that is set; of several for the pages the first stays.</summary>
    public static void Use(IConfiguration configuration, IReadOnlyList<int> ports)
    {
        foreach (var (setting, port) in s_settings.Zip(ports))
        {
            if (configuration[setting]?.Split(';')[0] is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url))
            {
                configuration[setting] = string.Create(CultureInfo.InvariantCulture, $"{url.Scheme}://{url.Host}:{port}");
            }
        }
    }
}
