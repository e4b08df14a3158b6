using System.Collections;
using System.IO.Pipes;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Ends a child when this process dies without a chance to do so (kill -9, a crash, the OOM killer): a shell that waits at a pipe whose only writer
/// is this process, and whose process group the child joins as it starts, so that it is never without a guard. End of file means that this process
/// is gone. (Why so: docs/adr/0012.)
/// </summary>
internal sealed class UnixProcessGuard : IDisposable
{
    // TERM, five seconds, KILL: a model server that drains takes a few seconds, and nobody waits for an orphan longer. 0 is the shell's own group.
    private const string Script = "trap '' INT TERM HUP QUIT; read -r never; kill -s TERM 0; sleep 5; kill -s KILL 0";

    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.Out, HandleInheritability.None);

    /// <summary>Starts a guard.</summary>
    /// <exception cref="ProcessStartException">There is no shell.</exception>
    public UnixProcessGuard()
    {
        try
        {
            var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
            Group = UnixSpawn.Start("/bin/sh", ["-c", Script], "/", environment, (int)_pipe.ClientSafePipeHandle.DangerousGetHandle(), -1, -1);
        }
        catch
        {
            _pipe.Dispose();
            throw;
        }

        _pipe.DisposeLocalCopyOfClientHandle();
    }

    /// <summary>The process group, and the shell that leads it.</summary>
    public int Group { get; }

    /// <summary>Lets the shell end the group, as when this process dies.</summary>
    public void Dispose() => _pipe.Dispose();
}
