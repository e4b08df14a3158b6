using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.ServiceDiscovery.Watching;

/// <summary>
/// Keeps the endpoints of one service. At most one resolution runs at a time, in the background and outside the trace of the request
/// that caused it; callers get the last result at once while its change token has not fired, and wait for the resolution otherwise.
/// </summary>
/// <remarks>
/// After a resolution the watcher waits for the change token if that calls back, and polls only otherwise. So one active token of one
/// provider (configuration always has one) turns polling off for all of them, and each needs a token of its own. After a failure it
/// polls whatever tokens there were.
/// </remarks>
internal sealed partial class ServiceEndpointWatcher(
    string serviceName,
    IServiceEndpointProvider[] providers,
    TimeSpan refreshPeriod,
    TimeProvider timeProvider,
    ILogger logger) : IAsyncDisposable
{
    private readonly ILogger _logger = logger;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposal = new();
    private volatile ServiceEndpointSource? _current;
    private Task _refresh = Task.CompletedTask;
    private IDisposable? _registration;
    private ITimer? _timer;
    private bool _failed;

    /// <summary>The name as it was asked for.</summary>
    public string ServiceName => serviceName;

    /// <summary>Begins the first resolution.</summary>
    public void Start() => Observe(EnsureRefreshAsync(force: false));

    /// <summary>The endpoints: the last result while it is current, else that of the resolution now under way.</summary>
    public ValueTask<ServiceEndpointSource> GetEndpointsAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposal.IsCancellationRequested, this);
        cancellationToken.ThrowIfCancellationRequested();
        return _current is { ChangeToken.HasChanged: false } current ? new(current) : new(RefreshedAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposal.IsCancellationRequested)
        {
            return;
        }

        await _disposal.CancelAsync();
        var (registration, timer, refresh) = Stop();

        // Outside the lock: ending a registration waits for a callback in flight, which may be waiting for the lock.
        registration?.Dispose();
        timer?.Dispose();
        await refresh.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var provider in providers)
        {
            await provider.DisposeAsync();
        }

        _disposal.Dispose();
    }

    private async Task<ServiceEndpointSource> RefreshedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _disposal.Token.ThrowIfCancellationRequested();
            await EnsureRefreshAsync(force: false).WaitAsync(cancellationToken);
            if (_current is { } current)
            {
                return current;
            }
        }
    }

    private Task EnsureRefreshAsync(bool force)
    {
        lock (_lock)
        {
            var needed = force || _failed || _current is null or { ChangeToken.HasChanged: true };
            if (needed && _refresh.IsCompleted && !_disposal.IsCancellationRequested)
            {
                _refresh = Background.Start(this, static self => self.RefreshAsync());
            }

            return _refresh;
        }
    }

    private async Task RefreshAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        TakeRegistration()?.Dispose();
        try
        {
            var builder = new ServiceEndpointBuilder();
            foreach (var provider in providers)
            {
                _disposal.Token.ThrowIfCancellationRequested();
                await provider.PopulateAsync(builder, _disposal.Token);
            }

            var source = builder.Build();
            LogResolved(serviceName, source.Endpoints.Count);
            Succeed(source);
        }
        catch (Exception exception)
        {
            Fail(exception);
            throw;
        }
    }

    // A refresh that no caller waits for has been logged by Fail; nobody else is going to look at its exception.
    private static void Observe(Task refresh) =>
        refresh.ContinueWith(
            static task => task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private IDisposable? TakeRegistration()
    {
        lock (_lock)
        {
            return Interlocked.Exchange(ref _registration, null);
        }
    }

    private void Succeed(ServiceEndpointSource source)
    {
        lock (_lock)
        {
            _failed = false;
            _current = source;
            if (_disposal.IsCancellationRequested)
            {
                return;
            }

            if (!source.ChangeToken.ActiveChangeCallbacks)
            {
                SchedulePoll();
                return;
            }

            _timer?.Dispose();
            _timer = null;
        }

        // Outside the lock: a token that has fired already calls back at once, on this thread.
        var registration = source.ChangeToken.RegisterChangeCallback(static state => ((ServiceEndpointWatcher)state!).OnChanged(), this);
        lock (_lock)
        {
            if (!_disposal.IsCancellationRequested)
            {
                _registration = registration;
                return;
            }
        }

        registration.Dispose();
    }

    private void Fail(Exception exception)
    {
        lock (_lock)
        {
            if (!_disposal.IsCancellationRequested)
            {
                SchedulePoll();
                (_failed ? LogFailedAgain : (Action<Exception, string>)LogFailed)(exception, serviceName);
            }

            _failed = true;
        }
    }

    // A token may fire while its own resolution is still being finished; the next one must follow that, or the signal would be lost.
    private void OnChanged() =>
        _ = _refresh.ContinueWith(
            static (_, state) => Observe(((ServiceEndpointWatcher)state!).EnsureRefreshAsync(force: false)),
            this,
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);

    private void SchedulePoll()
    {
        _timer ??= timeProvider.CreateTimer(
            static state => Observe(((ServiceEndpointWatcher)state!).EnsureRefreshAsync(force: true)),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        _timer.Change(refreshPeriod, Timeout.InfiniteTimeSpan);
    }

    private (IDisposable? Registration, ITimer? Timer, Task Refresh) Stop()
    {
        lock (_lock)
        {
            var stopped = (_registration, _timer, _refresh);
            (_registration, _timer) = (null, null);
            return stopped;
        }
    }
}
