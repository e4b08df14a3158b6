using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.ServiceDiscovery.Configuration;

/// <summary>
/// Reads endpoints from <c>Services:{service}:{endpoint}</c>, a single value or a numbered list. Without an endpoint name the
/// section <c>default</c> is tried, then one for each scheme asked for.
/// </summary>
internal sealed partial class ConfigurationServiceEndpointProvider : IServiceEndpointProvider, IHostNameFeature
{
    private const string DefaultEndpointName = "default";

    private readonly ServiceEndpointQuery _query;
    private readonly IConfiguration _configuration;
    private readonly ConfigurationServiceEndpointProviderOptions _options;
    private readonly ILogger _logger;
    private readonly bool _anyScheme;
    private readonly IReadOnlyList<string> _schemes;

    public ConfigurationServiceEndpointProvider(
        ServiceEndpointQuery query,
        IConfiguration configuration,
        ConfigurationServiceEndpointProviderOptions options,
        ServiceDiscoveryOptions discoveryOptions,
        ILogger logger)
    {
        _query = query;
        _configuration = configuration;
        _options = options;
        _logger = logger;
        _anyScheme = discoveryOptions.AllowAllSchemes && query.IncludedSchemes.Count == 0;
        _schemes = discoveryOptions.ApplyAllowedSchemes(query.IncludedSchemes);
    }

    public string HostName => _query.ServiceName;

    public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        if (endpoints.Endpoints.Count == 0)
        {
            Populate(endpoints);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public override string ToString() => "Configuration";

    private void Populate(IServiceEndpointBuilder endpoints)
    {
        var service = _configuration.GetSection(_options.SectionName).GetSection(_query.ServiceName);
        endpoints.AddChangeToken(_configuration.GetReloadToken());
        if (FindEndpointSection(service) is not { } section)
        {
            LogNotConfigured(_query.ServiceName, service.Path);
            return;
        }

        var found = Parse(section);
        var preferred = Preferred(found);
        var count = 0;
        foreach (var endpoint in found.Where(e => IsAllowed(e, preferred)))
        {
            endpoints.Endpoints.Add(endpoint);
            count++;
        }

        LogConfigured(_query.ServiceName, section.Path, count);
    }

    private IConfigurationSection? FindEndpointSection(IConfigurationSection service) =>
        (string.IsNullOrWhiteSpace(_query.EndpointName) ? [DefaultEndpointName, .. _schemes] : (string[])[_query.EndpointName])
            .Select(service.GetSection)
            .FirstOrDefault(section => section.Exists());

    private List<ServiceEndpoint> Parse(IConfigurationSection section)
    {
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            return [ParseOne(section)];
        }

        var endpoints = new List<ServiceEndpoint>();
        foreach (var item in section.GetChildren())
        {
            if (!int.TryParse(item.Key, out _))
            {
                throw new KeyNotFoundException($"The endpoint configuration section for service '{_query.ServiceName}' endpoint '{section.Key}' has non-numeric keys.");
            }

            endpoints.Add(ParseOne(item));
        }

        return endpoints;
    }

    private ServiceEndpoint ParseOne(IConfigurationSection item)
    {
        if (!ServiceEndpoint.TryParse(item.Value, out var endpoint))
        {
            throw new KeyNotFoundException($"The endpoint configuration value at '{item.Path}' is not an endpoint: '{item.Value}'.");
        }

        endpoint.Features.Set<IServiceEndpointProvider>(this);
        if (_options.ShouldApplyHostNameMetadata(endpoint))
        {
            endpoint.Features.Set<IHostNameFeature>(this);
        }

        return endpoint;
    }

    // The first scheme asked for that any endpoint has: with https+http and one https endpoint, http ones are left out.
    private int Preferred(List<ServiceEndpoint> endpoints) =>
        endpoints.Select(SchemeIndex).Where(index => index >= 0).DefaultIfEmpty(_schemes.Count).Min();

    private bool IsAllowed(ServiceEndpoint endpoint, int preferred) =>
        _anyScheme || endpoint.EndPoint is not UriEndPoint || SchemeIndex(endpoint) == preferred;

    private int SchemeIndex(ServiceEndpoint endpoint)
    {
        for (var i = 0; endpoint.EndPoint is UriEndPoint address && i < _schemes.Count; i++)
        {
            if (string.Equals(_schemes[i], address.Uri.Scheme, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
