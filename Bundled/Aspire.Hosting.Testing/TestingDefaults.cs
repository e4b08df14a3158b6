using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What a test changes in an application before it is built, as the official package does.</summary>
internal static class TestingDefaults
{
    private const string DisableHttpClient = "ASPIRE_TESTING_DISABLE_HTTP_CLIENT";

    /// <summary>No dashboard, logs of resources in the test's log, random ports behind proxies.</summary>
    public static void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings, Assembly? appHost)
    {
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        options.AllowUnsecuredTransport = true;
        options.AssemblyName ??= appHost?.GetName().Name;
        options.ProjectDirectory ??= ProjectDirectory(appHost);
        settings.EnvironmentName ??= Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development;
        settings.ContentRootPath ??= options.ProjectDirectory;
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(
        [
            new("DcpPublisher:RandomizePorts", "true"),
            new("DcpPublisher:WaitForResourceCleanup", "true"),
            new("ASPNETCORE_URLS", "http://localhost:8080"),
            new("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:4317"),
            new("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"),
        ]);
    }

    /// <summary>HTTP clients that retry, because a resource may not answer yet.</summary>
    public static void AddHttpClient(IDistributedApplicationBuilder builder)
    {
        builder.Services.AddHttpClient();
        if (!bool.TryParse(builder.Configuration[DisableHttpClient], out var disabled) || !disabled)
        {
            builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        }
    }

    private static string? ProjectDirectory(Assembly? appHost)
        => appHost?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key.Equals("apphostprojectpath", StringComparison.OrdinalIgnoreCase))?.Value is { } path && Directory.Exists(path)
            ? path
            : null;
}
