using Microsoft.Extensions.Logging;

namespace Agent.Addressing;

/// <summary>What the search for the own address says. Events 160–169.</summary>
internal static partial class Log
{
    [LoggerMessage(160, LogLevel.Information, "Consumers reach the node at {Host}:{Port}, the address by which {Registry} is reached from here (Agent:Advertise would win).")]
    public static partial void Found(ILogger logger, string host, int port, string registry);

    [LoggerMessage(161, LogLevel.Warning, "No way leads to {Registry} yet, so the address of this node is not known; trying again until it is. Set Agent:Advertise to the node's address to go without.")]
    public static partial void Unknown(ILogger logger, string registry);
}
