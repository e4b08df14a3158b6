using System.Collections.Concurrent;

namespace Aspire.Hosting.Processes;

/// <summary>Starts processes that do not outlive this one.</summary>
internal sealed class ProcessLauncher : IDisposable
{
    private readonly ConcurrentDictionary<UnixChildProcess, bool> _running = [];

    public IChildProcess Start(ProcessSpec spec)
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsChildProcess.Start(spec);
        }

        var process = UnixChildProcess.Start(spec);
        _running[process] = true;
        _ = process.Exited.ContinueWith(_ => _running.TryRemove(process, out var _), TaskScheduler.Default);
        return process;
    }

    /// <summary>Ends what is left.</summary>
    public void Dispose()
    {
        foreach (var process in _running.Keys)
        {
            process.Abandon();
        }
    }
}
