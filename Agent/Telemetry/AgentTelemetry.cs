using System.Diagnostics;

namespace Agent.Telemetry;

/// <summary>Names under which the agent is observed.</summary>
internal static class AgentTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Rollcall.Agent";

    /// <summary>Spans <c>poll</c> and, within it, <c>register</c>. Nothing is allocated while nobody listens.</summary>
    public static ActivitySource Source { get; } = new(Name);
}
