using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Nacos.V2.Exceptions;
using Nacos.V2.Naming.Http;

namespace Nacos.V2.Naming.Subscription;

/// <summary>Reads every subscribed service once per interval, on one loop for all of them.</summary>
internal sealed class SubscriptionPoller(NamingHttpClient client, NacosSdkOptions options, TimeProvider time, Random random, ILogger logger) : IAsyncDisposable
{
    /// <summary>A server that accepts and does not answer must not hold a round for the 15 s of the default timeout.</summary>
    private static readonly TimeSpan s_readTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(ServiceKey Service, string Clusters), ServiceSubscription> _subscriptions = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task _loop = Task.CompletedTask;
    private bool _started;
    private int _failures;

    public IEnumerable<ServiceSubscription> Subscriptions => _subscriptions.Values;

    public ServiceSubscription? Find(ServiceKey service, string clusters)
        => _subscriptions.GetValueOrDefault((service, clusters));

    /// <summary>Subscribes and reads the first list. The subscription stays when that fails.</summary>
    public async Task<ServiceSubscription> SubscribeAsync(ServiceKey service, string clusters)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        var subscription = _subscriptions.GetOrAdd((service, clusters), static (key, logger) => new ServiceSubscription(key.Service, key.Clusters, logger), logger);
        Start();
        if (subscription.Last is null)
        {
            await ReadAsync(subscription, _stopping.Token);
        }

        return subscription;
    }

    public void Unsubscribe(ServiceKey service, string clusters) => _subscriptions.TryRemove((service, clusters), out _);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Start()
    {
        lock (_lock)
        {
            if (!_started)
            {
                _started = true;
                _loop = PollAsync(_stopping.Token);
            }
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var interval = TimeSpan.FromMilliseconds(Math.Max(options.ListenInterval, 50));
        while (true)
        {
            // Up to a tenth early or late: many clients must not ask in step.
            var pause = _failures == 0 ? interval : TimeSpan.FromTicks(Math.Min(interval.Ticks << Math.Min(_failures, 8), s_longestPause.Ticks));
            await Task.Delay(pause * (0.9 + (random.NextDouble() / 5)), time, cancellationToken);
            await RoundAsync(cancellationToken);
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        foreach (var subscription in _subscriptions.Values)
        {
            try
            {
                await ReadAsync(subscription, cancellationToken);
                subscription.Refused = false;
            }
            catch (NacosException error) when (IsAway(error.ErrorCode))
            {
                if (_failures++ == 0)
                {
                    Log.PollFailing(logger, error.Message);
                }

                return; // The others would fail the same way.
            }
            catch (NacosException error)
            {
                if (!subscription.Refused)
                {
                    subscription.Refused = true;
                    Log.ListRefused(logger, subscription.Service.Grouped, error.Message);
                }
            }
        }

        if (_failures > 0)
        {
            _failures = 0;
            Log.PollResumed(logger);
        }
    }

    private static bool IsAway(int code)
        => code == NacosException.CLIENT_DISCONNECT || code == NacosException.OVER_THRESHOLD || code == NacosException.BAD_GATEWAY;

    private async Task ReadAsync(ServiceSubscription subscription, CancellationToken cancellationToken)
        => await subscription.UpdateAsync(
            await client.ListAsync(subscription.Service, subscription.Clusters, s_readTimeout, cancellationToken),
            options.NamingPushEmptyProtection);
}
