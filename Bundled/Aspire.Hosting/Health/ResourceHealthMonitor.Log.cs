using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Health;

internal static partial class ResourceHealthMonitorLog
{
    [LoggerMessage(2, LogLevel.Trace, "Stopped watching.")]
    public static partial void LogStopped(this ILogger logger);
}
