namespace Aspire.Hosting.ApplicationModel;

/// <summary>States of resources.</summary>
public static class KnownResourceStates
{
    /// <summary>Being started.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Started.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>Could not be started.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>Cannot be started now because the container engine is ill.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>Being stopped.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>Stopped, or crashed.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>Ended by itself.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>Waits for others.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>Waits for somebody to start it.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>In use, without a process.</summary>
    public static readonly string Active = nameof(Active);

    /// <summary>States that a resource does not leave by itself.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];

    /// <summary>A parameter that has no value.</summary>
    public static readonly string ValueMissing = "Value missing";
}
