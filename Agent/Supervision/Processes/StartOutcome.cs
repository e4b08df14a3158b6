namespace Agent.Supervision.Processes;

/// <summary>Whether a process was started.</summary>
/// <param name="Id">Its id; 0 when it was not.</param>
/// <param name="Failure">Why it cannot be; null when it was not to be.</param>
/// <param name="ExitCode">What a shell would exit with then: 127 when there is no such program, 126 when it cannot be executed.</param>
internal readonly record struct StartOutcome(int Id, string? Failure = null, int ExitCode = 0)
{
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    public static StartOutcome Failed(string program, int error, string reason) => error == Native.ErrorNoEntry
        ? new(0, $"'{program}' was not found: it is no path to a program and no name of one on the PATH", NotFound)
        : new(0, $"'{program}' cannot be executed: {reason}", NotExecutable);
}
