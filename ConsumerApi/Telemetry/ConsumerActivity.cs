using System.Diagnostics;

namespace ConsumerApi.Telemetry;

/// <summary>The consumer's part of a trace: <c>predict</c> spans a request with all its attempts, <c>pick</c> one choice of a node.</summary>
internal static class ConsumerActivity
{
    public const string Name = "Rollcall.Consumer";

    public static ActivitySource Source { get; } = new(Name);
}
