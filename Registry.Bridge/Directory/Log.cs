using Microsoft.Extensions.Logging;

namespace Registry.Bridge;

/// <summary>What the directory says. Events 200–299.</summary>
internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Warning, "The registry does not answer; routing goes on with what was last heard. {Reason}")]
    public static partial void Away(ILogger logger, string reason);

    [LoggerMessage(201, LogLevel.Information, "The registry answers again after {Seconds:F1} s.")]
    public static partial void Back(ILogger logger, double seconds);

    [LoggerMessage(202, LogLevel.Warning, "The registry has lost its memory; what was routable is kept for {Seconds} s, until the agents have registered again.")]
    public static partial void MemoryLost(ILogger logger, double seconds);

    [LoggerMessage(203, LogLevel.Warning, "The model '{Model}' is left out: another model differs from it only in case, and both would have the same host name. Rename one of them.")]
    public static partial void CaseCollision(ILogger logger, string model);

    [LoggerMessage(204, LogLevel.Debug, "A new snapshot with {Models} models is in place.")]
    public static partial void Published(ILogger logger, int models);

    [LoggerMessage(205, LogLevel.Error, "A listener failed on a new snapshot of the directory.")]
    public static partial void CallbackFailed(ILogger logger, Exception exception);
}
