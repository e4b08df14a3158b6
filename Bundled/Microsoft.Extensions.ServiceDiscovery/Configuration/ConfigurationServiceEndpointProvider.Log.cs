using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.ServiceDiscovery.Configuration;

internal sealed partial class ConfigurationServiceEndpointProvider
{
    [LoggerMessage(1, LogLevel.Debug, "No endpoints for service '{ServiceName}' under configuration key '{Path}'.")]
    private partial void LogNotConfigured(string serviceName, string path);

    [LoggerMessage(2, LogLevel.Debug, "Service '{ServiceName}': {Count} endpoints from configuration key '{Path}'.")]
    private partial void LogConfigured(string serviceName, string path, int count);
}
