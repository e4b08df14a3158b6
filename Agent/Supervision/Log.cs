using Microsoft.Extensions.Logging;

namespace Agent.Supervision;

/// <summary>What the loop and the supervisor say: transitions of the node and of its server. Events 140–159.</summary>
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

    [LoggerMessage(146, LogLevel.Information, "Supervising {Program}. Agent:Node is {Node} ({NodeOrigin}), Agent:GrpcPort is {GrpcPort} ({GrpcOrigin}).")]
    public static partial void Supervising(ILogger logger, string program, Uri node, string nodeOrigin, string grpcPort, string grpcOrigin);

    [LoggerMessage(147, LogLevel.Information, "Started {Program} as process {Id}.")]
    public static partial void ServerStarted(ILogger logger, string program, int id);

    [LoggerMessage(148, LogLevel.Error, "{Program} ended with exit code {Code}; it is started again in {Seconds:F1} s.")]
    public static partial void Crashed(ILogger logger, string program, int code, double seconds);

    [LoggerMessage(149, LogLevel.Information, "{Program} has finished (exit code 0), and so does the agent.")]
    public static partial void Finished(ILogger logger, string program);

    [LoggerMessage(150, LogLevel.Information, "The server serves on for {Seconds} s while consumers let go of it.")]
    public static partial void Draining(ILogger logger, double seconds);

    [LoggerMessage(151, LogLevel.Warning, "{Program} has not ended within {Seconds} s of SIGTERM and is killed.")]
    public static partial void Killing(ILogger logger, string program, double seconds);

    [LoggerMessage(152, LogLevel.Information, "{Program} has ended with exit code {Code}.")]
    public static partial void Stopped(ILogger logger, string program, int code);

    [LoggerMessage(153, LogLevel.Warning, "The server would outlive a kill -9 of the agent: {Reason}.")]
    public static partial void Unguarded(ILogger logger, string reason);
}
