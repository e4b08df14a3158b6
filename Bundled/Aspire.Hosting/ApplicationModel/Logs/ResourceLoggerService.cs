using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The logs of resources: what their processes print, and what the orchestrator has to say about them.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Channel<LogSubscriber>, byte> _subscriberWatchers = new();
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Raised for each line of each resource.</summary>
    internal event Action<string, LogLine>? Appended;

    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Writes into the log of a resource.</summary>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return For(resource.Name);
    }

    /// <summary>Writes into the log of a resource or replica.</summary>
    public ILogger GetLogger(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return For(resourceName);
    }

    /// <summary>The log so far and whatever follows, until it is complete.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WatchAsync(resource.Name);
    }

    /// <inheritdoc cref="WatchAsync(IResource)"/>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return For(resourceName).WatchAsync(_disposed.Token);
    }

    /// <summary>The log so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetAllAsync(resource.Name);
    }

    /// <inheritdoc cref="GetAllAsync(IResource)"/>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        await Task.CompletedTask.ConfigureAwait(false);
        yield return For(resourceName).Backlog();
    }

    /// <summary>Says who is being read, and tells when that changes.</summary>
    public async IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogSubscriber>();
        _subscriberWatchers[channel] = 0;
        try
        {
            foreach (var (name, log) in _logs)
            {
                if (log.HasSubscribers)
                {
                    yield return new(name, true);
                }
            }

            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            _subscriberWatchers.TryRemove(channel, out _);
        }
    }

    /// <summary>Nothing more will be written.</summary>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Complete(resource.Name);
    }

    /// <inheritdoc cref="Complete(IResource)"/>
    public void Complete(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        For(name).Complete();
    }

    /// <summary>Forgets what was written so far.</summary>
    public void ClearBacklog(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        For(resourceName).Clear();
    }

    /// <summary>Ends every reader.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
        GC.SuppressFinalize(this);
    }

    internal ResourceLog For(string name) => _logs.GetOrAdd(name, static (key, service) => new(key, service.TimeProvider, service.Announce, (name, line) => service.Appended?.Invoke(name, line)), this);

    private void Announce(LogSubscriber change)
    {
        foreach (var channel in _subscriberWatchers.Keys)
        {
            channel.Writer.TryWrite(change);
        }
    }
}
