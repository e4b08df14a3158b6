// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nacos.V2.Naming;

namespace Nacos.V2.DependencyInjection;

/// <summary>Adds Nacos clients to a service container.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a singleton <see cref="INacosNamingService"/>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets servers and behaviour.</param>
    /// <param name="httpClientAction">Changes the HTTP client, for example its headers.</param>
    public static IServiceCollection AddNacosV2Naming(this IServiceCollection services, Action<NacosSdkOptions> configure, Action<HttpClient> httpClientAction = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return AddNaming(services, httpClientAction);
    }

    /// <summary>Adds a singleton <see cref="INacosNamingService"/>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Configuration with a section of <see cref="NacosSdkOptions"/>.</param>
    /// <param name="httpClientAction">Changes the HTTP client, for example its headers.</param>
    /// <param name="sectionName">Name of the section.</param>
    public static IServiceCollection AddNacosV2Naming(this IServiceCollection services, IConfiguration configuration, Action<HttpClient> httpClientAction = null, string sectionName = "nacos")
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<NacosSdkOptions>(configuration.GetSection(sectionName));
        return AddNaming(services, httpClientAction);
    }

    private static IServiceCollection AddNaming(IServiceCollection services, Action<HttpClient> httpClientAction)
    {
        services.AddOptions();
        return services.AddSingleton<INacosNamingService>(provider =>
        {
            // Not from the factory: defaults meant for an application's clients (discovery, retries, request logs) do not fit the
            // client that discovery itself stands on.
            var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
            {
                Timeout = Timeout.InfiniteTimeSpan,
            };
            httpClientAction?.Invoke(http);
            return new OwnedNamingService(provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<IOptions<NacosSdkOptions>>(), http);
        });
    }
}
