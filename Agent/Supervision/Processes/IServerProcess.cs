namespace Agent.Supervision.Processes;

/// <summary>The model server as a child of this process; at most one at a time.</summary>
internal interface IServerProcess
{
    /// <summary>Starts it, unless <paramref name="stopping"/> is cancelled: what is signalled after the cancellation either runs by then or never will.</summary>
    StartOutcome Start(CancellationToken stopping);

    /// <summary>Waits for the end of what was started: its exit code, or 128 + n when signal n ended it.</summary>
    int Wait();

    /// <summary>Sends a signal to it and what it has started; nothing when it does not run.</summary>
    void Signal(int signal);
}
