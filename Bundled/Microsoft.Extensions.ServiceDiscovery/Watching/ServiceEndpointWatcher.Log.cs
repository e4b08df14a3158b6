using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.ServiceDiscovery.Watching;

internal sealed partial class ServiceEndpointWatcher
{
    [LoggerMessage(1, LogLevel.Debug, "Resolved {Count} endpoints for service '{ServiceName}'.")]
    private partial void LogResolved(string serviceName, int count);

    [LoggerMessage(2, LogLevel.Error, "Resolving the endpoints of service '{ServiceName}' failed.")]
    private partial void LogFailed(Exception exception, string serviceName);

    [LoggerMessage(3, LogLevel.Debug, "Resolving the endpoints of service '{ServiceName}' failed again.")]
    private partial void LogFailedAgain(Exception exception, string serviceName);
}
