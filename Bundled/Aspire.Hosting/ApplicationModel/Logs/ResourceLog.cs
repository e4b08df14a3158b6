using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The last lines of one resource, and those who read along.</summary>
internal sealed class ResourceLog(string name, TimeProvider timeProvider, Action<LogSubscriber> subscribersChanged, Action<string, LogLine> appended) : ILogger
{
    // A chatty process must not eat the AppHost's memory; the official service keeps as many.
    private const int MaxBacklog = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _backlog = new();
    private readonly List<Channel<LogLine>> _readers = [];
    private int _lastLine;
    private bool _completed;

    public bool HasSubscribers
    {
        get
        {
            lock (_gate)
            {
                return _readers.Count > 0;
            }
        }
    }

    public void Append(string text, bool isError)
    {
        var stamp = timeProvider.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        lock (_gate)
        {
            var line = new LogLine(++_lastLine, $"{stamp} {text}", isError);
            if (_backlog.Count == MaxBacklog)
            {
                _backlog.Dequeue();
            }

            _backlog.Enqueue(line);
            foreach (var reader in _readers)
            {
                reader.Writer.TryWrite(line);
            }

            appended(name, line);
        }
    }

    public LogLine[] Backlog()
    {
        lock (_gate)
        {
            return [.. _backlog];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _backlog.Clear();
        }
    }

    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            _readers.ForEach(r => r.Writer.TryComplete());
        }
    }

    /// <summary>A resource that is started again writes again.</summary>
    public void Reopen()
    {
        lock (_gate)
        {
            _completed = false;
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(CancellationToken disposed, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(disposed, cancellationToken);
        var channel = Channel.CreateUnbounded<LogLine>(new() { SingleReader = true });
        LogLine[] sofar;
        bool first;
        lock (_gate)
        {
            sofar = [.. _backlog];
            first = _readers.Count == 0;
            _readers.Add(channel);
            if (_completed)
            {
                channel.Writer.TryComplete();
            }
        }

        if (first)
        {
            subscribersChanged(new(name, true));
        }

        try
        {
            if (sofar.Length > 0)
            {
                yield return sofar;
            }

            while (await WaitAsync(channel.Reader, disposed, either.Token).ConfigureAwait(false))
            {
                var batch = new List<LogLine>();
                while (channel.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                yield return batch;
            }
        }
        finally
        {
            bool last;
            lock (_gate)
            {
                _readers.Remove(channel);
                last = _readers.Count == 0;
            }

            if (last)
            {
                subscribersChanged(new(name, false));
            }
        }
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        Append(exception is null ? text : $"{text}{Environment.NewLine}{exception}", logLevel >= LogLevel.Error);
    }

    private static async ValueTask<bool> WaitAsync(ChannelReader<LogLine> reader, CancellationToken disposed, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (disposed.IsCancellationRequested)
        {
            return false;
        }
    }
}
