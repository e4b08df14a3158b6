using System.IO.Pipes;
using Microsoft.Extensions.Logging;

namespace Agent.Supervision.Processes;

/// <summary>
/// Ends the server when this process dies without a chance to do so (kill -9, the OOM killer): a shell that waits at a pipe whose only writer
/// is this process, and whose process group the server joins as it starts, so that it is never without a guard. End of file means that this process
/// is gone; then the shell kills the group, itself included. (Why so: docs/adr/0012.)
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    /// <summary>What the server is told by a signal to the group is not meant for the shell.</summary>
    private const string Script = "trap '' INT TERM HUP QUIT USR1 USR2; read -r never; kill -s KILL 0";

    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.Out, HandleInheritability.None);

    private ProcessGuard()
    {
    }

    /// <summary>The process group.</summary>
    public int Group { get; private set; }

    /// <summary>Starts a guard.</summary>
    public static ProcessGuard? Start(ILogger logger)
    {
        // The first process of a container takes all others with it, by the kernel.
        if (Environment.ProcessId == 1)
        {
            return null;
        }

        var guard = new ProcessGuard();
        var outcome = Spawning.Start(["/bin/sh", "-c", Script], input: guard._pipe.ClientSafePipeHandle);
        guard._pipe.DisposeLocalCopyOfClientHandle();
        if (outcome.Failure is { } failure)
        {
            Log.Unguarded(logger, failure);
            guard.Dispose();
            return null;
        }

        guard.Group = outcome.Id;
        return guard;
    }

    /// <summary>Kills the group, as the end of this process does.</summary>
    public void Dispose() => _pipe.Dispose();
}
