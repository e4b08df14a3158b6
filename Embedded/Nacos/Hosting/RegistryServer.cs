using System.Globalization;
using Embedded.Nacos.Access;
using Embedded.Nacos.Console;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;
using Embedded.Nacos.Settings;
using Embedded.Nacos.V1;

namespace Embedded.Nacos.Hosting;

/// <summary>Puts the server together.</summary>
internal static class RegistryServer
{
    /// <summary>Builds a server that has not been started.</summary>
    /// <param name="settings">The properties.</param>
    /// <param name="arguments">The command line, for the host's own keys.</param>
    /// <param name="clock">The clock of leases and pages; null is the system's.</param>
    public static WebApplication Build(NacosSettings settings, string[] arguments, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });

        // Of the defaults only the telemetry: this server calls nobody, and has the original's health paths.
        builder.ConfigureOpenTelemetry();
        builder.Services.TraceChangesOnly();
        builder.Configuration.AddCommandLine([.. arguments.Where(static argument => argument.Contains(':', StringComparison.Ordinal))]);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // Open pages must not hold up the end: their streams stop by themselves, this is for the rest.
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(3));
        builder.WebHost.ConfigureKestrel(static options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = RequestParameters.LargestForm;
        });
        builder.Services
            .AddSingleton(settings)
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton<Switches>()
            .AddSingleton<RegistryMetrics>()
            .AddSingleton<ServiceRegistry>()
            .AddSingleton<RegistryGauges>()
            .AddSingleton<INamingHandlers, InstanceHandlers>()
            .AddSingleton<INamingHandlers, BeatHandlers>()
            .AddSingleton<INamingHandlers, MetadataHandlers>()
            .AddSingleton<INamingHandlers, ServiceHandlers>()
            .AddSingleton<INamingHandlers, CatalogHandlers>()
            .AddSingleton<INamingHandlers, OperatorHandlers>()
            .AddSingleton<UserBook>()
            .AddSingleton<AccessCheck>()
            .AddSingleton<NamingApi>()
            .AddSingleton<AuthApi>()
            .AddSingleton<ServerApi>()
            .AddSingleton<ConsolePages>()
            .AddSingleton<ChangeSignal>()
            .AddSingleton<ConsoleEvents>()
            .AddSingleton<Dispatcher>()
            .AddHostedService<LeaseKeeper>();
        var app = builder.Build();

        // Said here and not to Kestrel: otherwise ASPNETCORE_URLS and its like would count, or make a warning that they do not.
        app.Urls.Add(Address(settings));
        app.Services.GetRequiredService<RegistryGauges>();
        app.Run(app.Services.GetRequiredService<Dispatcher>().HandleAsync);
        return app;
    }

    private static string Address(NacosSettings settings)
    {
        var host = settings.Address switch
        {
            null => "*",

            // Kestrel cannot pick one free port for both loopback addresses.
            "localhost" when settings.Port == 0 => "127.0.0.1",
            var address when address.Contains(':', StringComparison.Ordinal) => $"[{address}]",
            var address => address,
        };
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{settings.Port}");
    }
}
