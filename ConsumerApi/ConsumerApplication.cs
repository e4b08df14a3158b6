using ConsumerApi.Api;
using ConsumerApi.Forwarding;
using ConsumerApi.Page;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace ConsumerApi;

/// <summary>Puts the consumer together.</summary>
internal static class ConsumerApplication
{
    /// <summary>Builds it.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Last word on the services; for tests.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // As the original: a batch of images is as large as it is.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        // A line for each request costs more than the request; health checks that fail are told by whoever asks for them.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        // The AppHost gives everybody 10 s; a request that takes longer is cut by the deadline and not by a kill.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.AddModelDiscovery();
        builder.AddServiceDefaults();
        builder.AddRouting().AddForwarding().AddApi();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapHealthChecks("/health").ExcludeFromDescription();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
        app.MapOpenApi();
        app.MapApi();
        app.MapForwarding();
        app.MapPage();
        return app;
    }
}
