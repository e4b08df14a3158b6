using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rollcall.ServiceDefaults.Tests;

/// <summary>Applications with the defaults.</summary>
internal static class Applications
{
    public static WebApplicationBuilder Web(string environment = "Production", params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return Configure(builder, settings);
    }

    public static HostApplicationBuilder Plain(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        return Configure(builder, settings);
    }

    /// <summary>Settings that send telemetry to a collector, soon.</summary>
    public static (string Key, string Value)[] SendTo(Collector collector) =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_SERVICE_NAME", "defaults-test"),
        ("OTEL_BSP_SCHEDULE_DELAY", "50"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "50"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
    ];

    public static HttpClient Client(this WebApplication app) => new(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Urls.Single()) };

    private static TBuilder Configure<TBuilder>(TBuilder builder, (string Key, string Value)[] settings)
        where TBuilder : IHostApplicationBuilder
    {
        // The last source wins, whatever the environment of the test run has.
        builder.Configuration.AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", "")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        return builder.AddServiceDefaults();
    }
}
