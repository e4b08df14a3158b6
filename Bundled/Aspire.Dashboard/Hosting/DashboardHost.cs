using Aspire.Dashboard.Api;
using Aspire.Dashboard.AppHost;
using Aspire.Dashboard.Ingestion;
using Aspire.Dashboard.Login;
using Aspire.Dashboard.Pages;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Storage.Metrics;
using Microsoft.AspNetCore.HttpOverrides;

namespace Aspire.Dashboard.Hosting;

/// <summary>Puts the dashboard together.</summary>
internal static class DashboardHost
{
    /// <summary>A dashboard that has not been started.</summary>
    /// <exception cref="SettingsException">The settings are wrong.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { Args = args, ApplicationName = "Aspire.Dashboard" });
        builder.Configuration.AddEnvironmentVariables().AddCommandLine(args);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning);
        configure?.Invoke(builder);
        var settings = SettingsReader.Read(builder.Configuration);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listeners.Open(kestrel, settings));

        // Open pages must not hold up the end: their streams stop by themselves, this is for the rest.
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        AddServices(builder.Services, settings);
        var app = builder.Build();
        Use(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, DashboardSettings settings)
    {
        services.AddRoutingCore();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins([.. settings.AllowedOrigins]).AllowAnyHeader().WithMethods("POST")));
        services.AddSingleton(TimeProvider.System)
            .AddSingleton(settings)
            .AddSingleton(settings.Limits)
            .AddSingleton<TelemetryResources>()
            .AddSingleton<TraceStore>()
            .AddSingleton<LogStore>()
            .AddSingleton<MetricStore>()
            .AddSingleton<RequestWalk>()
            .AddSingleton<ISignal, TraceSignal>()
            .AddSingleton<ISignal, LogSignal>()
            .AddSingleton<ISignal, MetricSignal>()
            .AddSingleton<OtlpKeys>()
            .AddSingleton<OtlpGrpcEndpoint>()
            .AddSingleton<OtlpHttpEndpoint>()
            .AddSingleton<BrowserSession>()
            .AddSingleton<ApiAccess>()
            .AddSingleton<TelemetryApi>()
            .AddSingleton<PageFiles>()
            .AddSingleton<PageViews>()
            .AddSingleton<PageEvents>()
            .AddSingleton<ResourceBoard>()
            .AddSingleton<AppHostClient>()
            .AddHostedService<ResourceFollower>();
    }

    private static void Use(WebApplication app)
    {
        var (grpc, http) = (app.Services.GetRequiredService<OtlpGrpcEndpoint>(), app.Services.GetRequiredService<OtlpHttpEndpoint>());
        app.UseWhen(static context => Purpose(context) == ConnectionPurpose.OtlpGrpc, branch => branch.Run(grpc.HandleAsync));
        app.UseWhen(static context => Purpose(context) == ConnectionPurpose.OtlpHttp, branch => branch.UseCors().Run(http.HandleAsync));
        if (app.Services.GetRequiredService<DashboardSettings>().IsBehindProxy)
        {
            // Whoever sets this says that only the proxy can reach the dashboard, wherever it runs.
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            app.UseForwardedHeaders(forwarded);
        }

        app.UseMiddleware<LoginGate>();
        app.UseRouting();
        LoginEndpoints.Map(app);
        TelemetryEndpoints.Map(app);
        PageEndpoints.Map(app);
    }

    private static ConnectionPurpose Purpose(HttpContext context) => context.Features.Get<ConnectionPurposeFeature>()?.Purpose ?? ConnectionPurpose.Pages;
}
