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
        // Nothing here blocks a thread, so a request may go on where its bytes arrived; each hop less is some 3 % more requests.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // As the original: a batch of images is as large as it is.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Off altogether: it has nothing above Information to say, and while it is on each request gets an activity that nobody reads.
        // Traces do not depend on it, they have a listener of their own.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // A check that fails is told by whoever asks for it.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        // As long as a model server works on a request before it gives up itself: an update of the consumer must not cut what a node would still answer.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
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
