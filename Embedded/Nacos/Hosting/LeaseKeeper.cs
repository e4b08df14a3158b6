using Embedded.Nacos.Registry;
using Embedded.Nacos.Settings;

namespace Embedded.Nacos.Hosting;

/// <summary>Lets time act on the registry: leases every 5 s, empty services every minute.</summary>
internal sealed partial class LeaseKeeper(ServiceRegistry registry, Switches switches, NacosSettings settings, TimeProvider clock, ILogger<LeaseKeeper> logger)
    : BackgroundService
{
    /// <summary>The original's period. An instance turns unhealthy up to this much after its time-out, and clients are tuned to that.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(5);

    // Runs from the start of the server, not from whenever the host gets round to the background work.
    private readonly PeriodicTimer _timer = new(s_period, clock);

    private TimeSpan _untilServices = settings.EmptyServiceDelay;

    /// <summary>Periods worked off so far.</summary>
    public long Ticks { get; private set; }

    /// <summary>One period's work.</summary>
    public void Tick()
    {
        if (switches.HealthCheckEnabled)
        {
            var outcome = registry.Sweep(settings.ExpireInstances);
            if (outcome.Changed)
            {
                Log.LeasesExpired(logger, outcome.Unhealthy, outcome.Removed);
            }
        }

        _untilServices -= s_period;
        if (_untilServices <= TimeSpan.Zero)
        {
            _untilServices = settings.EmptyServiceInterval;
            var removed = registry.SweepServices(settings.EmptyServiceExpiry);
            if (removed > 0)
            {
                Log.ServicesRemoved(logger, removed);
            }
        }

        Ticks++;
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(stoppingToken))
            {
                Tick();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is registered dies with the process.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Information, "{Unhealthy} instances fell silent, {Removed} were removed")]
        public static partial void LeasesExpired(ILogger logger, int unhealthy, int removed);

        [LoggerMessage(101, LogLevel.Information, "{Count} empty services were removed")]
        public static partial void ServicesRemoved(ILogger logger, int count);
    }
}
