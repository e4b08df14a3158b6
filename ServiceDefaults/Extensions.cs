using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every process of the application has in common: telemetry, health checks, service discovery, resilience.</summary>
public static class Extensions
{
    private const string HealthPath = "/health";
    private const string AlivePath = "/alive";

    /// <summary>Traces per second that a process begins; 0 for all of them.</summary>
    private const string TraceLimitKey = "Telemetry:TracesPerSecond";

    // More than somebody looks at, and few of the thousands that a small model answers: recording all of those cost more than a tenth of them.
    private const double DefaultTracesPerSecond = 100;

    // Ten seconds' worth: a script that sends a thousand requests finds a thousand traces.
    private const double BurstSeconds = 10;

    // A burst's spans wait here for the exporter; the default of 2,048 holds a quarter of them.
    private const string QueueKey = "OTEL_BSP_MAX_QUEUE_SIZE", Queue = "8192";

    /// <summary>Adds the defaults to a web application or a plain host.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <returns>The builder.</returns>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(static http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>
    /// Sends logs, metrics and traces to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. Without that variable nothing is added at all: a node or an
    /// agent that nobody watches must not pay for spans and metrics that go nowhere.
    /// </summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <returns>The builder.</returns>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            AddOpenTelemetry(builder);
        }

        return builder;
    }

    /// <summary>Adds the check <c>self</c>, tagged <c>live</c>: the process answers.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <returns>The builder.</returns>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddHealthChecks().AddCheck("self", static () => HealthCheckResult.Healthy(), ["live"]);
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c> (all checks: ready for traffic) and <c>/alive</c> (those tagged <c>live</c>) in development. What they tell is
    /// not for everybody, so an application that wants them elsewhere maps them itself.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Environment.IsDevelopment())
        {
            app.MapHealthChecks(HealthPath);
            app.MapHealthChecks(AlivePath, new HealthCheckOptions { Predicate = static check => check.Tags.Contains("live") });
        }

        return app;
    }

    // Apart, so that a process without an endpoint does not even load the assemblies.
    private static void AddOpenTelemetry(IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(static logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Configuration[QueueKey] ??= Queue;
        builder.Services.AddOpenTelemetry()
            .WithMetrics(static metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()

                // Counted up to four times a request, and of use to those who write the framework; durations stay, of servers and clients.
                .AddView("aspnetcore.memory_pool.*", MetricStreamConfiguration.Drop)
                .AddView("aspnetcore.routing.match_attempts", MetricStreamConfiguration.Drop)
                .AddView("http.client.active_requests", MetricStreamConfiguration.Drop)
                .AddView("http.client.open_connections", MetricStreamConfiguration.Drop)
                .AddView("http.client.request.time_in_queue", MetricStreamConfiguration.Drop)
                .AddMeter("Rollcall.*"))
            .WithTracing(tracing => tracing
                .SetSampler(RootSampler(builder.Configuration))
                .AddSource(builder.Environment.ApplicationName, "Rollcall.*")
                .AddAspNetCoreInstrumentation(static options => options.Filter = static context =>
                    !context.Request.Path.StartsWithSegments(HealthPath) && !context.Request.Path.StartsWithSegments(AlivePath))
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }

    private static ParentBasedSampler RootSampler(IConfiguration configuration)
    {
        var limit = DefaultTracesPerSecond;
        if (configuration[TraceLimitKey] is { Length: > 0 } text && !(double.TryParse(text, CultureInfo.InvariantCulture, out limit) && double.IsFinite(limit) && limit >= 0))
        {
            throw new InvalidOperationException($"{TraceLimitKey} is '{text}': write how many traces a second are recorded, or 0 for all.");
        }

        return new(limit > 0 ? new RateLimitedSampler(limit, Math.Max(1, (int)(limit * BurstSeconds)), TimeProvider.System) : new AlwaysOnSampler());
    }
}
