using System.Collections;
using System.Globalization;
using System.IO.Pipes;
using System.Text;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Ends the children when this process dies without a chance to do so (kill -9, a crash, the OOM killer). It is a shell that reads
/// process groups from a pipe whose only writer is this process: end of file means that this process is gone.
/// </summary>
internal sealed class UnixProcessGuard : IDisposable
{
    // TERM, five seconds, KILL: a model server that drains takes a few seconds, and nobody waits for an orphan longer.
    private const string Script = """
        trap '' INT TERM HUP QUIT
        groups=' '
        while read -r line; do
          g=${line#?}
          case $line in
            +*) groups="$groups$g " ;;
            -*) groups="${groups%% $g *} ${groups#* $g }" ;;
          esac
        done
        alive() { for g in $groups; do kill -s 0 -- "-$g" 2>/dev/null && return 0; done; return 1; }
        for g in $groups; do kill -s TERM -- "-$g" 2>/dev/null; done
        n=0
        while [ $n -lt 5 ] && alive; do sleep 1; n=$((n + 1)); done
        for g in $groups; do kill -s KILL -- "-$g" 2>/dev/null; done
        """;

    private readonly Lock _gate = new();
    private readonly AnonymousPipeServerStream _pipe;
    private bool _disposed;

    private UnixProcessGuard(AnonymousPipeServerStream pipe) => _pipe = pipe;

    public static UnixProcessGuard Start()
    {
        var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
        UnixSpawn.Start("/bin/sh", ["-c", Script], "/", environment, (int)pipe.ClientSafePipeHandle.DangerousGetHandle(), -1, -1);
        pipe.DisposeLocalCopyOfClientHandle();
        return new(pipe);
    }

    /// <summary>Makes the guard responsible for a process group.</summary>
    public void Watch(int processGroup) => Write('+', processGroup);

    /// <summary>The process group is gone.</summary>
    public void Forget(int processGroup) => Write('-', processGroup);

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _pipe.Dispose();
        }
    }

    private void Write(char sign, int processGroup)
    {
        var line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sign}{processGroup}\n"));
        lock (_gate)
        {
            if (!_disposed)
            {
                _pipe.Write(line);
            }
        }
    }
}
