using Microsoft.Extensions.Logging;

namespace Agent.Supervision;

/// <summary>What the loop says: transitions of the node. Events 140–159.</summary>
internal static partial class Log
{
    [LoggerMessage(140, LogLevel.Information, "Watching {Node} as {Name}.")]
    public static partial void Started(ILogger logger, Uri node, string name);

    [LoggerMessage(141, LogLevel.Information, "{Node} answers again.")]
    public static partial void Answering(ILogger logger, Uri node);

    [LoggerMessage(142, LogLevel.Warning, "{Node} is busy: {Reason}. It stays registered for {Seconds} s after its last answer.")]
    public static partial void Busy(ILogger logger, Uri node, double seconds, string reason);

    [LoggerMessage(143, LogLevel.Warning, "Nobody serves at {Node} ({Reason}); nothing of it is registered until it answers.")]
    public static partial void Gone(ILogger logger, Uri node, string reason);

    [LoggerMessage(144, LogLevel.Warning, "{Node} has not answered for {Seconds} s and is taken out of the registry: {Reason}.")]
    public static partial void Unreachable(ILogger logger, Uri node, double seconds, string reason);

    [LoggerMessage(145, LogLevel.Critical, "{Problem}")]
    public static partial void CannotStart(ILogger logger, string problem);
}
