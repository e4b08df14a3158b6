using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery.PassThrough;

namespace Microsoft.Extensions.ServiceDiscovery.Watching;

/// <summary>Creates the watcher of a service from the providers of every factory that serves its name.</summary>
internal sealed class ServiceEndpointWatcherFactory(
    IEnumerable<IServiceEndpointProviderFactory> factories,
    IOptions<ServiceDiscoveryOptions> options,
    TimeProvider timeProvider,
    ILogger<ServiceEndpointWatcher> logger)
{
    // In the order of registration, but pass-through last: it answers whenever nobody has answered before.
    private readonly IServiceEndpointProviderFactory[] _factories = [.. factories.OrderBy(f => f is PassThroughServiceEndpointProviderFactory)];

    public ServiceEndpointWatcher Create(string serviceName)
    {
        ArgumentNullException.ThrowIfNull(serviceName);
        if (!ServiceEndpointQuery.TryParse(serviceName, out var query))
        {
            throw new ArgumentException("The provided input was not in a valid format. It must be a valid URI.", nameof(serviceName));
        }

        var providers = new List<IServiceEndpointProvider>();
        foreach (var factory in _factories)
        {
            if (factory.TryCreateProvider(query, out var provider))
            {
                providers.Add(provider);
            }
        }

        return providers.Count == 0
            ? throw new InvalidOperationException($"No provider which supports the provided service name, '{serviceName}', has been configured.")
            : new ServiceEndpointWatcher(serviceName, [.. providers], options.Value.RefreshPeriod, timeProvider, logger);
    }
}
