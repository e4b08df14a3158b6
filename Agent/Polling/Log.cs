using Microsoft.Extensions.Logging;

namespace Agent.Polling;

/// <summary>What polling says. Events 100–119.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Error, "Monitoring is off at {Node} (GET {Path} is answered 404), so the names of its models are unknown and nothing is registered. Start the server with --monitoring_config_file, or name the models in Agent:Models (Agent__Models__0=resnet).")]
    public static partial void MonitoringOff(ILogger logger, Uri node, string path);
}
