using System.Collections.Immutable;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>One replica of a resource: starts its process, tells its states, stops it.</summary>
internal sealed class ProcessInstance(ProcessServices services, IInstanceLauncher launcher, IResource resource, ReplicaInstance replica)
{
    // After the process is gone its output ends at once, unless somebody it started holds the pipe.
    private static readonly TimeSpan s_outputGrace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private IChildProcess? _process;
    private bool _stopping;

    public string Id => replica.Id;

    /// <summary>Completes when the process of the last start is gone and its last state was published.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public bool IsRunning
    {
        get
        {
            lock (_gate)
            {
                return _process is not null;
            }
        }
    }

    /// <summary>Starts the process. Failures become states, not exceptions.</summary>
    public async Task LaunchAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (launcher.FailureOf(resource) is { } failure)
            {
                throw new DistributedApplicationException(failure);
            }

            await LaunchCoreAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await PublishAsync(s => s with { State = KnownResourceStates.Exited }).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await FailAsync(Sentence(exception)).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes that a start was asked for: nobody shall take the end of the last run for the end of this one.</summary>
    public Task AnnounceStartAsync() => IsRunning ? Task.CompletedTask : PublishAsync(Starting);

    /// <summary>Publishes that a start was given up.</summary>
    public Task AnnounceNotStartedAsync() => PublishAsync(s => s with { State = KnownResourceStates.NotStarted });

    /// <summary>Publishes that the resource cannot be started.</summary>
    public Task FailAsync(string reason)
    {
        services.Loggers.For(resource.Name).Append(reason, isError: true);
        return PublishAsync(s => s with
        {
            State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            StopTimeStamp = services.Now,
            Reason = reason,
        });
    }

    /// <summary>Asks the process to end, and ends its whole group when it does not within the deadline.</summary>
    public async Task StopAsync(TimeSpan deadline)
    {
        IChildProcess? process;
        lock (_gate)
        {
            process = _process;
            _stopping = process is not null;
        }

        if (process is null)
        {
            return;
        }

        await PublishAsync(s => s with { State = KnownResourceStates.Stopping }).ConfigureAwait(false);
        process.RequestStop();
        var grace = deadline < launcher.Grace ? deadline : launcher.Grace;
        try
        {
            await process.Exited.WaitAsync(grace, services.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            services.Loggers.For(resource.Name).Append(string.Create(CultureInfo.InvariantCulture, $"did not end within {grace.TotalSeconds:0.#} s of SIGTERM and was killed"), isError: true);
            process.Kill();
        }

        await Ended.ConfigureAwait(false);
    }

    /// <summary>Ends the process group at once.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            _stopping = true;
            _process?.Kill();
        }
    }

    private static string Sentence(Exception exception) => exception is AggregateException many
        ? string.Join(" ", many.InnerExceptions.Select(e => e.Message))
        : exception.Message;

    private static CustomResourceSnapshot Starting(CustomResourceSnapshot last) =>
        last with { State = KnownResourceStates.Starting, ExitCode = null, StopTimeStamp = null, Reason = null, Ready = null };

    private async Task LaunchCoreAsync(CancellationToken cancellationToken)
    {
        await PublishAsync(Starting).ConfigureAwait(false);
        var log = services.Loggers.For(resource.Name);
        log.Reopen();
        var prepared = await launcher.PrepareAsync(resource, replica, log, cancellationToken).ConfigureAwait(false);
        var tail = new OutputTail();
        var announced = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        ImmutableArray<UrlSnapshot> urls;
        IChildProcess process;
        try
        {
            // Before the start: they need no process, and callbacks that throw must not leave one running that nobody follows.
            urls = await services.Urls.OfAsync(resource, log, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _stopping = false;
                process = _process = prepared.Start((line, isError) =>
                {
                    tail.Add(line);
                    log.Append(line, isError);
                });
                // Whoever stops the process from here on waits for its last state.
                Ended = FollowAsync(process, announced.Task, prepared.Ports, tail);
            }
        }
        catch
        {
            await prepared.Abandon().ConfigureAwait(false);
            throw;
        }

        var runs = false;
        try
        {
            await prepared.Running().ConfigureAwait(false);
            runs = true;
            services.Endpoints.Open(resource, prepared.Ports);
            await PublishAsync(s => s with
            {
                State = new(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                StartTimeStamp = services.Now,
                Properties = prepared.Properties(process),
                EnvironmentVariables = [.. prepared.Environment.Select(v => new EnvironmentVariableSnapshot(v.Key, v.Value, IsFromSpec: true))],
                Volumes = prepared.Volumes,
                Urls = urls,
            }).ConfigureAwait(false);
        }
        finally
        {
            announced.SetResult(runs);
        }
    }

    private async Task FollowAsync(IChildProcess process, Task<bool> announced, IReadOnlyDictionary<string, int> ports, OutputTail tail)
    {
        var ran = await announced.ConfigureAwait(false);
        var exitCode = await process.Exited.ConfigureAwait(false);
        services.Endpoints.Close(resource, ports);
        try
        {
            await process.OutputClosed.WaitAsync(s_outputGrace, services.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            services.Loggers.For(resource.Name).Append("the output is still held open by a process that left the group", isError: true);
        }

        bool stopped;
        lock (_gate)
        {
            stopped = _stopping;
            _process = null;
        }

        if (!ran)
        {
            // Whoever started it says that it could not be.
            return;
        }

        var reason = stopped || exitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}{tail.Text()}");
        await PublishAsync(s => s with
        {
            State = new(stopped ? KnownResourceStates.Exited : KnownResourceStates.Finished, reason is null ? null : KnownResourceStateStyles.Error),
            ExitCode = exitCode,
            StopTimeStamp = services.Now,
            Reason = reason,
            Urls = [.. s.Urls.Select(u => u with { IsInactive = true })],
        }).ConfigureAwait(false);
        await services.AnnounceStoppedAsync(resource, replica.Id).ConfigureAwait(false);
    }

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => services.Notifications.PublishUpdateAsync(resource, replica.Id, change);
}
