using Microsoft.Extensions.Logging;

namespace Nacos.V2.Naming;

/// <summary>What the client says: transitions only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Nacos naming uses HTTP: gRPC (NamingUseRpc) is not part of this client")]
    public static partial void UsingHttp(ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "Beats do not reach Nacos at {Server}: {Reason}. Trying again until they do")]
    public static partial void BeatsFailing(ILogger logger, string server, string reason);

    [LoggerMessage(3, LogLevel.Information, "Beats reach Nacos at {Server} again")]
    public static partial void BeatsResumed(ILogger logger, string server);

    [LoggerMessage(4, LogLevel.Information, "Nacos does not know {Service} at {Address} any more: registering it again")]
    public static partial void RegisteringAgain(ILogger logger, string service, string address);

    [LoggerMessage(5, LogLevel.Warning, "Subscribed services cannot be read: {Reason}. Their last lists stay in use")]
    public static partial void PollFailing(ILogger logger, string reason);

    [LoggerMessage(6, LogLevel.Information, "Subscribed services can be read again")]
    public static partial void PollResumed(ILogger logger);

    [LoggerMessage(7, LogLevel.Error, "A listener of {Service} threw")]
    public static partial void ListenerThrew(ILogger logger, Exception error, string service);

    [LoggerMessage(8, LogLevel.Warning, "Logging in to Nacos failed: {Reason}")]
    public static partial void LoginFailed(ILogger logger, string reason);

    [LoggerMessage(9, LogLevel.Warning, "Nacos refused to list {Service}: {Reason}. Its last list stays in use")]
    public static partial void ListRefused(ILogger logger, string service, string reason);
}
