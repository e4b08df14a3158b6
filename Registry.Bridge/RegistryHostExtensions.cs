using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using Nacos.V2;
using Nacos.V2.DependencyInjection;
using Registry.Bridge;

namespace Microsoft.Extensions.Hosting;

/// <summary>Puts the registry into an application.</summary>
public static class RegistryHostExtensions
{
    /// <summary>
    /// A call to the registry that has not been answered after this many milliseconds will not be; the SDK's own 15 s would hold up the agent's
    /// polls three times as long.
    /// </summary>
    private const int CallTimeout = 5000;

    /// <summary>Without it nothing is traced, and what configures tracing need not even be loaded.</summary>
    private const string TelemetryEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// Adds the Nacos client (<see cref="INacosNamingService"/>) for the registry at <c>ConnectionStrings:{connectionName}</c>
    /// (<c>http://host:port</c>, several separated by commas) with the options of section <c>Nacos</c>, and <see cref="IRandom"/>.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">Name of the connection string.</param>
    public static IHostApplicationBuilder AddNacosRegistry(this IHostApplicationBuilder builder, string connectionName = "nacos")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var section = builder.Configuration.GetSection("Nacos");
        var addresses = builder.Configuration.GetConnectionString(connectionName);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<IRandom>(_ => SeededRandom.FromEntropy());
        builder.Services.AddNacosV2Naming(options =>
        {
            options.DefaultTimeOut = CallTimeout;
            section.Bind(options);
            if (!string.IsNullOrWhiteSpace(addresses))
            {
                options.ServerAddresses = [.. addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            }
        });
        if (!string.IsNullOrWhiteSpace(builder.Configuration[TelemetryEndpoint]) && !string.IsNullOrWhiteSpace(addresses))
        {
            RegistryPulse.LeaveOut(builder.Services, addresses);
        }

        builder.Services.AddSingleton<IValidateOptions<NacosSdkOptions>>(new RegistryOptionsValidator(connectionName));
        builder.Services.AddOptions<NacosSdkOptions>().ValidateOnStart();
        return builder;
    }

    /// <summary>
    /// Adds the live <see cref="ModelDirectory"/> and a ServiceDiscovery provider over it: <c>http://model</c>, <c>http://_v2.model</c>,
    /// <c>http://_grpc.model</c>, <c>http://_label.model</c>. Call it before <c>AddServiceDiscovery</c> for the registry to win over
    /// configuration. Needs <see cref="AddNacosRegistry"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddNacosServiceEndpointProvider(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddServiceDiscoveryCore();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ModelDirectory>();
        services.AddHostedService<RegistryWatcher>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceEndpointProviderFactory, NacosServiceEndpointProviderFactory>());
        return services;
    }
}
