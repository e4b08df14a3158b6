using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    /// <summary>Waits until a resource is in a state. A name that nobody has is waited for until cancelled.</summary>
    /// <param name="resourceName">Name of the resource or replica.</param>
    /// <param name="targetState">The state; null means <see cref="KnownResourceStates.Running"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of some states, and says in which.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targetStates);
        var targets = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reached = await WaitForResourceAsync(resourceName, e => e.Snapshot.State?.Text is { } state && targets.Contains(state), cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until a state of a resource fulfils a condition.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        ArgumentNullException.ThrowIfNull(predicate);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        await foreach (var change in WatchAsync(either.Token).ConfigureAwait(false))
        {
            var matches = string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase)
                || string.Equals(change.ResourceId, resourceName, StringComparison.OrdinalIgnoreCase);
            if (matches && predicate(change))
            {
                return change;
            }
        }

        throw new OperationCanceledException($"The operation was cancelled before the resource met the predicate condition. Resource: {resourceName}", either.Token);
    }

    /// <summary>Waits until a resource runs, is healthy and its <see cref="ResourceReadyEvent"/> was handled.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _defaultWaitBehavior, cancellationToken);

    /// <summary>Waits until a resource runs, is healthy and its <see cref="ResourceReadyEvent"/> was handled.</summary>
    /// <param name="resourceName">Name of the resource or replica.</param>
    /// <param name="waitBehavior">Whether a failed resource is waited for further, or is an error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DistributedApplicationException">The resource has ended.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var reached = await WaitForResourceAsync(
            resourceName,
            e => (waitBehavior == WaitBehavior.StopOnResourceUnavailable && IsTerminal(e.Snapshot)) || (e.Snapshot.HealthStatus == HealthStatus.Healthy && e.Snapshot.Ready is not null),
            cancellationToken).ConfigureAwait(false);
        if (IsTerminal(reached.Snapshot))
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because it entered the '{reached.Snapshot.State!.Text}' state{Reason(reached)}.");
        }

        await reached.Snapshot.Ready!.WaitAsync(cancellationToken).ConfigureAwait(false);
        return reached;
    }

    /// <summary>Waits for everything that a resource must wait for; its state is <see cref="KnownResourceStates.Waiting"/> meanwhile.</summary>
    /// <exception cref="DistributedApplicationException">One of them failed, and the wait does not outlast that.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var waits = resource.Annotations.OfType<WaitAnnotation>().Where(w => w.Resource is not IResourceWithoutLifetime).ToArray();
        if (waits.Length == 0)
        {
            return;
        }

        // A replica that is started again waits alone: its running siblings would never leave the state.
        await PublishUpdateAsync(resource, s => s.State?.Text == KnownResourceStates.Running ? s : s with { State = KnownResourceStates.Waiting }).ConfigureAwait(false);
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var logger = _loggers.GetLogger(resource);
        var pending = waits.SelectMany(w => InstanceIds(w.Resource).Select(id => WaitForOneAsync(w, id, logger, givenUp.Token))).ToList();
        while (pending.Count > 0)
        {
            var done = await Task.WhenAny(pending).ConfigureAwait(false);
            pending.Remove(done);
            if (!done.IsCompletedSuccessfully)
            {
                // The first failure decides: waiting for the rest would only hide it.
                await givenUp.CancelAsync().ConfigureAwait(false);
                await done.ConfigureAwait(false);
            }
        }
    }

    private static bool IsTerminal(CustomResourceSnapshot snapshot) => snapshot.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state);

    private static string Reason(ResourceEvent change) => change.Snapshot.Reason is { } reason ? $": {reason}" : change.Snapshot.ExitCode is { } code and not 0 ? $" with exit code {code}" : "";

    private async Task WaitForOneAsync(WaitAnnotation wait, string dependencyId, ILogger logger, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        var behavior = wait.WaitBehavior ?? _defaultWaitBehavior;
        switch (wait.WaitType)
        {
            case WaitType.WaitForCompletion:
                LogWaiting(logger, name, "to complete");
                var ended = await WaitForResourceAsync(dependencyId, e => IsTerminal(e.Snapshot), cancellationToken).ConfigureAwait(false);
                if (ended.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
                {
                    throw new DistributedApplicationException($"Dependency resource '{name}' failed to start{Reason(ended)}.");
                }

                if (ended.Snapshot.ExitCode is { } code && code != wait.ExitCode)
                {
                    throw new DistributedApplicationException($"Resource '{name}' has entered the '{ended.Snapshot.State?.Text}' state with exit code '{code}', expected '{wait.ExitCode}'.");
                }

                break;

            default:
                LogWaiting(logger, name, wait.WaitType == WaitType.WaitUntilStarted ? "to start" : "to become healthy");
                var started = await WaitForResourceAsync(
                    dependencyId,
                    e => e.Snapshot.State?.Text == KnownResourceStates.Running || (behavior == WaitBehavior.StopOnResourceUnavailable && IsTerminal(e.Snapshot)),
                    cancellationToken).ConfigureAwait(false);
                if (IsTerminal(started.Snapshot))
                {
                    throw new DistributedApplicationException(started.Snapshot.State?.Text == KnownResourceStates.FailedToStart
                        ? $"Dependency resource '{name}' failed to start{Reason(started)}."
                        : $"Resource '{name}' has entered the '{started.Snapshot.State?.Text}' state prematurely{Reason(started)}.");
                }

                if (wait.WaitType == WaitType.WaitUntilHealthy)
                {
                    await WaitForResourceHealthyAsync(dependencyId, behavior, cancellationToken).ConfigureAwait(false);
                }

                break;
        }

        LogFinishedWaiting(logger, name);
    }

    [LoggerMessage(2, LogLevel.Information, "Waiting for resource '{Dependency}' {What}.")]
    private static partial void LogWaiting(ILogger logger, string dependency, string what);

    [LoggerMessage(3, LogLevel.Information, "Finished waiting for resource '{Dependency}'.")]
    private static partial void LogFinishedWaiting(ILogger logger, string dependency);
}
