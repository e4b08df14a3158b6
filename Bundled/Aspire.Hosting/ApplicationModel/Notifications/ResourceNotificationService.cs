using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of all resources: published by whoever runs them, watched and waited for by others.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceState> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _watchersGate = new();
    private readonly List<Channel<ResourceEvent>> _watchers = [];
    private readonly CancellationTokenSource _disposed = new();
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _loggers;
    private readonly WaitBehavior _defaultWaitBehavior;

    /// <summary>Needs the services of the AppHost.</summary>
    public ResourceNotificationService(ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime, IServiceProvider serviceProvider, ResourceLoggerService resourceLoggerService)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(hostApplicationLifetime);
        ArgumentNullException.ThrowIfNull(serviceProvider);
        ArgumentNullException.ThrowIfNull(resourceLoggerService);
        _logger = logger;
        _services = serviceProvider;
        _loggers = resourceLoggerService;
        _defaultWaitBehavior = serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior ?? WaitBehavior.StopOnResourceUnavailable;

        // Whoever waits for a state would wait for ever once the host goes down.
        hostApplicationLifetime.ApplicationStopping.Register(static state => ((CancellationTokenSource)state!).Cancel(), _disposed);
    }

    /// <summary>Raised for each change, in order, before those who watch or wait learn of it.</summary>
    internal event Action<ResourceEvent>? Changed;

    /// <summary>The state of every resource, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new() { SingleReader = true });
        lock (_watchersGate)
        {
            _watchers.Add(channel);
            foreach (var state in _states.Values)
            {
                if (state.Last is { } last)
                {
                    channel.Writer.TryWrite(last);
                }
            }
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_watchersGate)
            {
                _watchers.Remove(channel);
            }
        }
    }

    /// <summary>Publishes a new state of a resource, for each of its replicas.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="stateFactory">Makes the new state from the last one.</param>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        foreach (var id in InstanceIds(resource))
        {
            await PublishUpdateAsync(resource, id, stateFactory).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes a new state of a replica.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceId">Name of the replica.</param>
    /// <param name="stateFactory">Makes the new state from the last one.</param>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(stateFactory);
        var state = _states.GetOrAdd(resourceId, static _ => new());
        lock (state)
        {
            var previous = state.Last?.Snapshot ?? InitialSnapshot.Of(resource);
            var next = stateFactory(previous);
            next = next with { Commands = CommandSnapshots.Of(resource, next, _services) };
            var change = new ResourceEvent(resource, resourceId, next);
            if (previous.State?.Text != next.State?.Text || state.Last is null)
            {
                LogChanged(_logger, resourceId, previous.State?.Text, next.State?.Text);
            }

            Changed?.Invoke(change);
            lock (_watchersGate)
            {
                state.Last = change;
                foreach (var watcher in _watchers)
                {
                    watcher.Writer.TryWrite(change);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The last state of a resource or replica.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        resourceEvent = FindInstances(resourceId) is [var only] ? only : null;
        return resourceEvent is not null;
    }

    /// <summary>Ends every wait.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }

    internal static IEnumerable<string> InstanceIds(IResource resource) =>
        resource.Annotations.OfType<ReplicaInstancesAnnotation>().LastOrDefault()?.Instances.Select(i => i.Id) ?? [resource.Name];

    /// <summary>The replica of that name, or all replicas of the resource of that name.</summary>
    internal IReadOnlyList<ResourceEvent> FindInstances(string nameOrId) =>
        _states.TryGetValue(nameOrId, out var exact) && exact.Last is { } one
            ? [one]
            : [.. _states.Values.Select(s => s.Last).OfType<ResourceEvent>().Where(e => string.Equals(e.Resource.Name, nameOrId, StringComparison.OrdinalIgnoreCase))];

    [LoggerMessage(1, LogLevel.Debug, "Resource {Resource} changed state: {Previous} -> {Next}")]
    private static partial void LogChanged(ILogger logger, string resource, string? previous, string? next);

    private sealed class ResourceState
    {
        public ResourceEvent? Last { get; set; }
    }
}
