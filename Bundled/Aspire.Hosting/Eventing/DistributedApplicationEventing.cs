using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Eventing;

/// <summary>Publishes events to subscribers in this process.</summary>
public partial class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<Type, ImmutableList<DistributedApplicationEventSubscription>> _subscriptions =
        ImmutableDictionary<Type, ImmutableList<DistributedApplicationEventSubscription>>.Empty;

    /// <summary>Set when the host exists; before that nothing is published in the background.</summary>
    internal ILogger Logger { get; set; } = NullLogger.Instance;

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new((@event, cancellationToken) => callback((T)@event, cancellationToken)));
    }

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationResourceEventSubscription(resource, (@event, cancellationToken) =>
            ReferenceEquals(@event.Resource, resource) ? callback((T)@event, cancellationToken) : Task.CompletedTask));
    }

    /// <inheritdoc/>
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        lock (_gate)
        {
            foreach (var (type, list) in _subscriptions)
            {
                _subscriptions = _subscriptions.SetItem(type, list.Remove(subscription));
            }
        }
    }

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent => PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (!_subscriptions.TryGetValue(@event.GetType(), out var subscribers) || subscribers.IsEmpty)
        {
            return Task.CompletedTask;
        }

        switch (dispatchBehavior)
        {
            case EventDispatchBehavior.BlockingSequential:
                return SequentialAsync();
            case EventDispatchBehavior.BlockingConcurrent:
                return ConcurrentAsync();
            case EventDispatchBehavior.NonBlockingSequential:
                _ = InBackgroundAsync(SequentialAsync);
                return Task.CompletedTask;
            case EventDispatchBehavior.NonBlockingConcurrent:
                _ = InBackgroundAsync(ConcurrentAsync);
                return Task.CompletedTask;
            default:
                throw new ArgumentOutOfRangeException(nameof(dispatchBehavior), dispatchBehavior, "Unexpected dispatch behavior.");
        }

        async Task SequentialAsync()
        {
            foreach (var subscriber in subscribers)
            {
                await subscriber.Callback(@event, cancellationToken).ConfigureAwait(false);
            }
        }

        Task ConcurrentAsync() => Task.WhenAll(subscribers.Select(s => s.Callback(@event, cancellationToken)));

        async Task InBackgroundAsync(Func<Task> dispatch)
        {
            try
            {
                await Task.Run(dispatch, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                LogSubscriberFailed(Logger, typeof(T).Name, exception);
            }
        }
    }

    private DistributedApplicationEventSubscription Add<T>(DistributedApplicationEventSubscription subscription)
    {
        lock (_gate)
        {
            var list = _subscriptions.GetValueOrDefault(typeof(T)) ?? [];
            _subscriptions = _subscriptions.SetItem(typeof(T), list.Add(subscription));
        }

        return subscription;
    }

    [LoggerMessage(1, LogLevel.Error, "A subscriber of {Event} failed.")]
    private static partial void LogSubscriberFailed(ILogger logger, string @event, Exception exception);
}
