using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Containers;

/// <summary>A container as a child: the attached command line brings its output and tells its end; then it is removed.</summary>
internal sealed class ContainerProcess : IChildProcess
{
    // Year of a start that has not been.
    private const string NeverStarted = "0001-";

    // Between two looks at a container that starts; each costs a process.
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly ContainerEngine _engine;
    private readonly string _container;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;
    private readonly IChildProcess _attached;
    private bool _asked;

    private ContainerProcess(ContainerEngine engine, string container, TimeSpan grace, TimeProvider time, IChildProcess attached)
    {
        _engine = engine;
        _container = container;
        _grace = grace;
        _time = time;
        _attached = attached;
        Exited = FollowAsync();
    }

    /// <summary>Process id of the attached command line.</summary>
    public int Id => _attached.Id;

    public Task<int> Exited { get; }

    public Task OutputClosed => _attached.OutputClosed;

    /// <summary>Why it could not be started; known when it has <see cref="Exited"/>.</summary>
    public string? StartFailure { get; private set; }

    /// <summary>Starts a container that was created.</summary>
    public static ContainerProcess Start(ContainerEngine engine, string container, TimeSpan grace, TimeProvider time, Action<string, bool> output)
        => new(engine, container, grace, time, engine.Start(["start", "--attach", container], output));

    /// <summary>Completes once it runs, has ended, or was asked to end.</summary>
    /// <exception cref="ContainerException">It could not be started.</exception>
    public async Task RunningAsync()
    {
        while (!Volatile.Read(ref _asked) && !Exited.IsCompleted)
        {
            var answer = await _engine.RunAsync(["inspect", "--type", "container", "--format", "{{.State.Status}}", _container]).ConfigureAwait(false);
            if (answer.Output is "running" or "exited")
            {
                break;
            }

            await Task.WhenAny(Exited, Task.Delay(s_look, _time)).ConfigureAwait(false);
        }

        if (Exited.IsCompleted && StartFailure is { } failure)
        {
            throw new ContainerException(EngineMessages.StartFailed(failure));
        }
    }

    public void RequestStop()
    {
        Volatile.Write(ref _asked, true);
        _ = _engine.RunAsync(EngineCommands.Stop(_container, _grace));
    }

    public void Kill()
    {
        Volatile.Write(ref _asked, true);

        // What cleans up at the end of the application waits for nothing else.
        Remove().GetAwaiter().GetResult();
    }

    private async Task<int> FollowAsync()
    {
        var exitCode = await _attached.Exited.ConfigureAwait(false);
        var state = await _engine.RunAsync(["inspect", "--type", "container", "--format", "{{.State.ExitCode}}|{{.State.StartedAt}}|{{.State.Error}}", _container]).ConfigureAwait(false);
        if (state.Output.Split('|', 3) is [var code, var started, var error])
        {
            _ = int.TryParse(code, out exitCode);
            StartFailure = started.StartsWith(NeverStarted, StringComparison.Ordinal) ? error : null;
        }

        await Remove().ConfigureAwait(false);
        return exitCode;
    }

    private Task<EngineAnswer> Remove() => _engine.RunAsync(EngineCommands.Remove([_container]));
}
