using System.Diagnostics;

namespace Aspire.Hosting.Processes;

/// <summary>A child on Windows, where nothing corresponds to a process group: the tree is killed instead. Not tested.</summary>
internal sealed class WindowsChildProcess : IChildProcess
{
    private readonly Process _process;

    private WindowsChildProcess(Process process, ProcessSpec spec)
    {
        _process = process;
        OutputClosed = Task.WhenAll(
            LinePump.RunAsync(process.StandardOutput.BaseStream, line => spec.Output(line, false)),
            LinePump.RunAsync(process.StandardError.BaseStream, line => spec.Output(line, true)));
        Exited = WaitAsync();
    }

    public int Id => _process.Id;

    public Task<int> Exited { get; }

    public Task OutputClosed { get; }

    public static WindowsChildProcess Start(ProcessSpec spec)
    {
        var start = new ProcessStartInfo(spec.FileName, spec.Arguments)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start) ?? throw new ProcessStartException($"'{spec.FileName}' could not be started."), spec);
    }

    public void RequestStop() => Kill();

    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _process.ExitCode;
    }
}
