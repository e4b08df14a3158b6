using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using Microsoft.Extensions.ServiceDiscovery.Configuration;
using Microsoft.Extensions.ServiceDiscovery.Http;
using Microsoft.Extensions.ServiceDiscovery.PassThrough;
using Microsoft.Extensions.ServiceDiscovery.Watching;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds service discovery to an application.</summary>
/// <remarks>Providers are asked in the order of their registration, pass-through last.</remarks>
public static class ServiceDiscoveryServiceCollectionExtensions
{
    /// <summary>Adds the resolver with the configuration and pass-through providers.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services) =>
        services.AddServiceDiscoveryCore()
            .AddConfigurationServiceEndpointProvider()
            .AddPassThroughServiceEndpointProvider();

    /// <summary>Adds the resolver with the configuration and pass-through providers.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureOptions">Sets the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services, Action<ServiceDiscoveryOptions> configureOptions) =>
        services.AddServiceDiscoveryCore(configureOptions)
            .AddConfigurationServiceEndpointProvider()
            .AddPassThroughServiceEndpointProvider();

    /// <summary>Adds the resolver without any provider.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddServiceDiscoveryCore(this IServiceCollection services) => services.AddServiceDiscoveryCore(_ => { });

    /// <summary>Adds the resolver without any provider.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureOptions">Sets the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddServiceDiscoveryCore(this IServiceCollection services, Action<ServiceDiscoveryOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configureOptions);
        services.AddOptions();
        services.AddLogging();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IValidateOptions<ServiceDiscoveryOptions>, ServiceDiscoveryOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServiceEndpointWatcherFactory>();
        services.TryAddSingleton<HttpServiceEndpointResolver>();
        services.TryAddSingleton<IServiceDiscoveryHttpMessageHandlerFactory, ServiceDiscoveryHttpMessageHandlerFactory>();
        services.TryAddSingleton(provider => new ServiceEndpointResolver(
            provider.GetRequiredService<ServiceEndpointWatcherFactory>(),
            provider.GetRequiredService<TimeProvider>()));
        return services.Configure(configureOptions);
    }

    /// <summary>Adds the provider that reads endpoints from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddConfigurationServiceEndpointProvider(this IServiceCollection services) =>
        services.AddConfigurationServiceEndpointProvider(_ => { });

    /// <summary>Adds the provider that reads endpoints from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureOptions">Sets the provider's options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddConfigurationServiceEndpointProvider(
        this IServiceCollection services,
        Action<ConfigurationServiceEndpointProviderOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configureOptions);
        services.AddServiceDiscoveryCore();

        // Once, however often it is asked for: a second one would find its work done and only add another change token.
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceEndpointProviderFactory, ConfigurationServiceEndpointProviderFactory>());
        services.TryAddEnumerable(ServiceDescriptor
            .Transient<IValidateOptions<ConfigurationServiceEndpointProviderOptions>, ConfigurationServiceEndpointProviderOptionsValidator>());
        return services.Configure(configureOptions);
    }

    /// <summary>Adds the provider that leaves a name no other provider resolved to DNS.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddPassThroughServiceEndpointProvider(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddServiceDiscoveryCore();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceEndpointProviderFactory, PassThroughServiceEndpointProviderFactory>());
        return services;
    }
}
