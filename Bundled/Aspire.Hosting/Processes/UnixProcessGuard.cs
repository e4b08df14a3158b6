using System.Collections;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Ends the children when this process dies without a chance to do so (kill -9, a crash, the OOM killer). It is a shell that reads
/// process groups from a pipe whose only writer is this process: end of file means that this process is gone.
/// </summary>
internal sealed partial class UnixProcessGuard : IDisposable
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

    private const char Nothing = '=';

    private readonly Lock _gate = new();
    private readonly HashSet<int> _groups = [];
    private readonly ILogger _logger;
    private AnonymousPipeServerStream? _pipe;

    private UnixProcessGuard(ILogger logger) => _logger = logger;

    /// <summary>Process id of the shell; a new one when the last was ended by somebody.</summary>
    public int ShellId { get; private set; }

    public static UnixProcessGuard Start(ILogger logger)
    {
        var guard = new UnixProcessGuard(logger);
        guard.StartShell();
        // Between a child's start and its line to the guard nobody would end the child. Compiling the code that writes the line takes tens of
        // milliseconds, so it is done here: the guard passes over this one.
        guard.Tell(Nothing, 0);
        return guard;
    }

    /// <summary>Makes the guard responsible for a process group.</summary>
    public void Watch(int processGroup)
    {
        lock (_gate)
        {
            _groups.Add(processGroup);
            Tell('+', processGroup);
        }
    }

    /// <summary>The process group is gone.</summary>
    public void Forget(int processGroup)
    {
        lock (_gate)
        {
            _groups.Remove(processGroup);
            Tell('-', processGroup);
        }
    }

    /// <summary>Lets the shell end the groups that are left, as when this process dies.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _pipe?.Dispose();
            _pipe = null;
        }
    }

    private void StartShell()
    {
        var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        try
        {
            var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
            ShellId = UnixSpawn.Start("/bin/sh", ["-c", Script], "/", environment, (int)pipe.ClientSafePipeHandle.DangerousGetHandle(), -1, -1);
        }
        catch
        {
            pipe.Dispose();
            throw;
        }

        pipe.DisposeLocalCopyOfClientHandle();
        _pipe = pipe;
    }

    private void Tell(char sign, int processGroup)
    {
        if (_pipe is null)
        {
            return;
        }

        try
        {
            Write(sign, processGroup);
        }
        catch (IOException)
        {
            // Nobody reads any more. This may be the thread of a child that has just ended, where an exception would end the AppHost.
            Replace();
        }
    }

    private void Replace()
    {
        _pipe?.Dispose();
        _pipe = null;
        try
        {
            StartShell();
            foreach (var group in _groups)
            {
                Write('+', group);
            }

            LogReplaced(_logger);
        }
        catch (Exception exception) when (exception is IOException or ProcessStartException)
        {
            LogLost(_logger, exception.Message);
        }
    }

    private void Write(char sign, int processGroup) =>
        _pipe!.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sign}{processGroup}\n")));

    [LoggerMessage(1, LogLevel.Warning, "The shell that ends the resources when this process is killed was itself ended; another one has taken its place.")]
    private static partial void LogReplaced(ILogger logger);

    [LoggerMessage(2, LogLevel.Error, "The shell that ends the resources when this process is killed was itself ended and could not be replaced: {Reason} Resources outlive a kill -9 of this process from now on.")]
    private static partial void LogLost(ILogger logger, string reason);
}
