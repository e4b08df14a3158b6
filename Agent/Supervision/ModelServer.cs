using System.Globalization;
using System.Runtime.InteropServices;
using Agent.Supervision.Processes;
using Agent.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Agent.Supervision;

/// <summary>
/// Keeps the model server running, and stops it last. Services stop in the reverse order of their registration: when this one is asked to,
/// <see cref="AgentService"/> has taken the node out of the registry, and what is left is to let consumers notice.
/// </summary>
internal sealed class ModelServer(
    ServerCommand command, IServerProcess process, RestartPolicy restarts, NodeEnded nodeEnded, AgentOptions options, IConfiguration configuration, AgentMetrics metrics,
    TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ModelServer> logger) : IHostedService, IDisposable
{
    private const int Ended = 0;
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PosixSignalRegistration[] _signals = [];

    /// <summary>Completes when the server has ended for good: its exit code, or 128 + n when signal n ended it.</summary>
    public Task<int> Completion => _ended.Task;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var grpc = options.GrpcPort?.ToString(CultureInfo.InvariantCulture) ?? "none";
        Log.Supervising(logger, command.Program, options.Node!, Origin("Agent:Node", ServerCommand.RestFlag), grpc, Origin("Agent:GrpcPort", ServerCommand.GrpcFlag));
        _signals =
        [
            Forward(Native.SignalUser1),
            Forward(Native.SignalUser2),
            // The terminal is gone: its processes shall go too, but in order.
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => { context.Cancel = true; lifetime.StopApplication(); }),
        ];
        // A thread that waits: the server's end is seen at once, without anything that looks for it.
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "model server" }.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_ended.Task.IsCompleted && options.DrainPeriod > TimeSpan.Zero)
        {
            Log.Draining(logger, options.DrainPeriod.TotalSeconds);
            await EndsWithinAsync(options.DrainPeriod);
        }

        process.Signal(Native.SignalTerminate);
        if (!await EndsWithinAsync(options.StopTimeout))
        {
            Log.Killing(logger, command.Program, options.StopTimeout.TotalSeconds);
            process.Signal(Native.SignalKill);
        }

        Log.Stopped(logger, command.Program, await _ended.Task);
    }

    /// <inheritdoc />
    public void Dispose() => Array.ForEach(_signals, signal => signal.Dispose());

    private string Origin(string key, string flag) => configuration[key] is not { } value ? $"the command has no {flag}"
        : command.Settings().Contains(new(key, value)) ? $"from {flag}"
        : "configured";

    private PosixSignalRegistration Forward(int signal) =>
        PosixSignalRegistration.Create((PosixSignal)signal, context => { context.Cancel = true; process.Signal(signal); });

    private async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var done = new CancellationTokenSource();
        await Task.WhenAny(_ended.Task, Task.Delay(limit, time, done.Token));
        await done.CancelAsync();
        return _ended.Task.IsCompleted;
    }

    /// <summary>The server's lives, one after another.</summary>
    private void Run()
    {
        try
        {
            var stopping = lifetime.ApplicationStopping;
            var code = Ended;
            while (!stopping.IsCancellationRequested && RunOnce(ref code, stopping))
            {
                var pause = restarts.Ended();
                Log.Crashed(logger, command.Program, code, pause.TotalSeconds);
                Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            }

            _ended.SetResult(code);
        }
        catch (Exception e)
        {
            Log.CannotStart(logger, e.Message);
            _ended.SetResult(NotExecutable);
        }

        lifetime.StopApplication();
    }

    /// <summary>One life of it; false when there is to be no other.</summary>
    private bool RunOnce(ref int code, CancellationToken stopping)
    {
        restarts.Started();
        var outcome = process.Start(stopping);
        if (outcome.Failure is { } failure)
        {
            Log.CannotStart(logger, $"The model server was not started: {failure}.");
            code = outcome.ExitCode;
            return false;
        }

        if (outcome.Id == 0)
        {
            return false;
        }

        Log.ServerStarted(logger, command.Program, outcome.Id);
        code = process.Wait();
        metrics.ServerEnded(code);
        nodeEnded.Set();
        if (stopping.IsCancellationRequested)
        {
            return false;
        }

        switch (code)
        {
            case Ended:
                Log.Finished(logger, command.Program);
                return false;
            case NotExecutable or NotFound:
                // A wrapper script says so of its program; the next attempt would find no more.
                Log.CannotStart(logger, $"The model server was not started: {command.Program} ended with exit code {code}, which says that a program cannot be executed or was not found.");
                return false;
            default:
                return true;
        }
    }
}
