using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Rollcall.Tests;

/// <summary>A process of ours; killed when disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Enough for a stack trace.</summary>
    private const int TailLines = 40;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _tail = new();

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines it wrote.</summary>
    public string Tail => string.Join('\n', _tail);

    /// <summary>Starts a program of this solution.</summary>
    /// <param name="project">Project name; all outputs lie side by side (<c>artifacts/bin/PROJECT/CONFIGURATION</c>).</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside the inherited ones.</param>
    /// <param name="core">The core it is bound to; null for any.</param>
    public static ChildProcess StartProject(string project, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, int? core = null)
        => Start("dotnet", [PathOf(project), .. arguments], environment, core, Path.GetDirectoryName(PathOf(project)));

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path, or its name on the search path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside the inherited ones.</param>
    /// <param name="core">The core it is bound to; null for any.</param>
    /// <param name="folder">Its working folder.</param>
    public static ChildProcess Start(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, int? core = null, string? folder = null)
    {
        // taskset becomes the program (exec), so that the process id is the program's.
        var start = core is { } number
            ? new ProcessStartInfo("taskset", ["--cpu-list", number.ToString(CultureInfo.InvariantCulture), program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = folder ?? "";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(Process.Start(start)!);
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Asks it to end (SIGTERM) and waits until it has.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>Where the build put a program of this solution.</summary>
    public static string PathOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: run `dotnet build` first.", path);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.TryDequeue(out _);
            }
        }
    }
}
