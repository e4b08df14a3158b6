using Microsoft.Extensions.Logging;

namespace Agent.Registration;

/// <summary>What registration says. Events 120–139.</summary>
internal static partial class Log
{
    [LoggerMessage(120, LogLevel.Information, "Registered {Model} version {Version} of {Node}.")]
    public static partial void Registered(ILogger logger, string model, string version, string node);

    [LoggerMessage(121, LogLevel.Information, "Deregistered {Model} version {Version} of {Node}.")]
    public static partial void Deregistered(ILogger logger, string model, string version, string node);

    [LoggerMessage(122, LogLevel.Warning, "The registry cannot be reached; trying again until it can. {Reason}")]
    public static partial void RegistryAway(ILogger logger, string reason);

    [LoggerMessage(123, LogLevel.Information, "The registry is back.")]
    public static partial void RegistryBack(ILogger logger);

    [LoggerMessage(124, LogLevel.Error, "{Reason}")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(125, LogLevel.Information, "Reconciled with the registry: took out {Removed} instances that should not be there, wrote {Rewritten} again.")]
    public static partial void Reconciled(ILogger logger, int removed, int rewritten);

    [LoggerMessage(126, LogLevel.Information, "Left the registry: {Count} instances taken out.")]
    public static partial void Drained(ILogger logger, int count);

    [LoggerMessage(127, LogLevel.Warning, "{Count} instances could not be taken out of the registry; they expire 30 s after their last beat ({Reason}).")]
    public static partial void DrainFailed(ILogger logger, int count, string reason);

    [LoggerMessage(128, LogLevel.Information, "The registry had no administrator; {User} is made with the configured password.")]
    public static partial void AdministratorMade(ILogger logger, string user);

    [LoggerMessage(129, LogLevel.Warning, "The registry refuses the login and has an administrator {User} already. Unless it was made just now, Nacos:Password is not the password of that user.")]
    public static partial void AdministratorThere(ILogger logger, string user);
}
