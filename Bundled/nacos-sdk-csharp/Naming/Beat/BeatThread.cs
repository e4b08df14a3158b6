using System.Text.Json;
using Microsoft.Extensions.Logging;
using Nacos.V2.Naming.Http;

namespace Nacos.V2.Naming.Beat;

/// <summary>
/// Sends the beats of every registered instance, one after another, from one thread of its own on one connection. An instance the
/// server does not know any more is registered again with what we last registered.
/// </summary>
internal sealed class BeatThread(ServerList servers, AccessTokens tokens, string contextPath, TimeProvider time, Random random, ILogger logger) : IDisposable
{
    /// <summary>The lease is 15 s: a beat that hangs must leave time for two more attempts.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_firstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<BeatTarget, long> _due = new();
    private readonly AutoResetEvent _changed = new(false);
    private Thread? _thread;
    private BlockingConnection? _connection;
    private long _pausedUntil;
    private int _failures;
    private bool _stopping;

    /// <summary>Begins the beats of an instance that was just registered: the first one interval from now.</summary>
    public void Add(BeatTarget target)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _due.Enqueue(target, After(target.Interval));
            if (_thread is null)
            {
                // The call chain is shallow; the default stack of 8 MiB would only cost address space in small nodes.
                _thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "nacos-beat" };
                _thread.Start();
            }
        }

        _changed.Set();
    }

    public void Dispose()
    {
        Thread? thread;
        lock (_lock)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
            thread = _thread;
        }

        _changed.Set();
        thread?.Join();
        _connection?.Dispose();
        _changed.Dispose();
    }

    private void Run()
    {
        while (Next() is { } target)
        {
            target.Gate.Wait();
            try
            {
                if (target.Removed)
                {
                    continue;
                }

                Beat(target);
            }
            finally
            {
                target.Gate.Release();
            }
        }
    }

    /// <summary>Waits for the next instance that is due; null when the thread shall end.</summary>
    private BeatTarget? Next()
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                if (_stopping)
                {
                    return null;
                }

                if (!_due.TryPeek(out _, out var at))
                {
                    wait = Timeout.InfiniteTimeSpan;
                }
                else
                {
                    wait = time.GetElapsedTime(time.GetTimestamp(), Math.Max(at, _pausedUntil));
                    if (wait <= TimeSpan.Zero)
                    {
                        return _due.Dequeue();
                    }
                }
            }

            // Rounded up: waking a fraction of a millisecond early would spin.
            _changed.WaitOne(wait == Timeout.InfiniteTimeSpan ? -1 : (int)Math.Min(Math.Ceiling(wait.TotalMilliseconds), int.MaxValue));
        }
    }

    private void Beat(BeatTarget target)
    {
        var due = After(target.Interval);
        var server = servers.Current;
        try
        {
            var token = tokens.Latest;
            var connection = ConnectionTo(server);
            var status = connection.Send(target.Beat(server, contextPath, token), out var body);
            var answer = status == 200 ? NacosJson.Beat(body) : null;
            if (answer is { Code: 20404 })
            {
                Log.RegisteringAgain(logger, target.Service.Grouped, target.Instance.ToInetAddr());
                status = connection.Send(target.Register(server, contextPath, token), out body);
                answer = status == 200 ? new BeatAnswer { Code = 10200 } : null;
            }

            if (answer is null)
            {
                if (status is 401 or 403)
                {
                    RenewToken(token);
                }

                throw new IOException($"{status} {System.Text.Encoding.UTF8.GetString(body).Trim()}");
            }

            if (answer.Interval > 0)
            {
                target.Interval = TimeSpan.FromMilliseconds(answer.Interval);
            }

            Succeeded(server);
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            Failed(server, error);
            due = time.GetTimestamp();
        }

        lock (_lock)
        {
            _due.Enqueue(target, due);
        }
    }

    private void Succeeded(Uri server)
    {
        if (_failures > 0)
        {
            Log.BeatsResumed(logger, server.GetLeftPart(UriPartial.Authority));
            _failures = 0;
        }
    }

    private void Failed(Uri server, Exception error)
    {
        if (_failures++ == 0)
        {
            Log.BeatsFailing(logger, server.GetLeftPart(UriPartial.Authority), error.Message);
        }

        servers.Leave(server);

        // Doubles up to the longest; spread over half of it, so that the agents of a site do not come back all at once.
        var pause = TimeSpan.FromTicks(Math.Min(s_firstRetry.Ticks << Math.Min(_failures - 1, 8), s_longestRetry.Ticks));
        _pausedUntil = After(pause * (0.75 + (random.NextDouble() / 2)));
    }

    private BlockingConnection ConnectionTo(Uri server)
    {
        if (_connection?.Server != server)
        {
            _connection?.Dispose();
            _connection = new BlockingConnection(server, s_timeout);
        }

        return _connection!;
    }

    /// <summary>Logs in again beside this thread; the retry after the pause carries the new token.</summary>
    private void RenewToken(string? refused)
    {
        tokens.Refused(refused);
        _ = RenewAsync();

        async Task RenewAsync()
        {
            try
            {
                await tokens.GetAsync(CancellationToken.None);
            }
            catch (Exception error) when (error is Exceptions.NacosException or HttpRequestException or OperationCanceledException)
            {
                Log.LoginFailed(logger, error.Message);
            }
        }
    }

    private long After(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);
}
