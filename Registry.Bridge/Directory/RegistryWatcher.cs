using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nacos.V2;

namespace Registry.Bridge;

/// <summary>
/// Fills the <see cref="ModelDirectory"/>: finds index services by listing the index group once a second (which also tells whether the registry
/// answers), follows them and the versions they name (<see cref="FollowedServices"/>), and rebuilds the snapshot when any list changes.
/// All state belongs to its one loop; the SDK's callbacks only store a list and wake it.
/// </summary>
internal sealed class RegistryWatcher : BackgroundService
{
    /// <summary>How often models that are new to the registry are looked for; also the SDK's own poll when the registry cannot push.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A registry that comes back without its memory is filled again by the agents' beats, every 5 s; two and a bit of them. Until then what is
    /// missing is kept, or a restart of the registry would take all nodes off the table.
    /// </summary>
    private static readonly TimeSpan s_refill = TimeSpan.FromSeconds(12);

    /// <summary>By then every list has been read anew: the SDK's longest pause between polls is 2 s. Sooner, lists may be those from before the outage.</summary>
    private static readonly TimeSpan s_reread = TimeSpan.FromSeconds(4);

    private readonly INacosNamingService _naming;
    private readonly ModelDirectory _directory;
    private readonly TimeProvider _time;
    private readonly IRandom _random;
    private readonly ILogger<RegistryWatcher> _logger;
    private readonly InstanceLists _lists = new();
    private readonly FollowedServices _followed;
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private RegistryStatus _status;
    private DateTimeOffset _holdUntil = DateTimeOffset.MinValue + s_refill;

    public RegistryWatcher(INacosNamingService naming, ModelDirectory directory, TimeProvider time, IRandom random, ILogger<RegistryWatcher> logger)
    {
        (_naming, _directory, _time, _random, _logger) = (naming, directory, time, random, logger);
        _status = directory.Current.Registry;
        _followed = new(naming, _lists, time, () => _wake.Writer.TryWrite(true));
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nextListing = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (_time.GetUtcNow() >= nextListing)
            {
                nextListing = _time.GetUtcNow() + _random.Jitter(s_interval);
                await ListAsync(stoppingToken);
            }

            await RebuildAsync(stoppingToken);
            await WaitAsync(nextListing, stoppingToken);
        }
    }

    /// <summary>Looks for index services that are new, and notes whether the registry answers.</summary>
    internal async Task ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _followed.FollowIndexesAsync(await _naming.ServicesOfAsync(ModelIdentity.IndexGroup, cancellationToken), cancellationToken);
            Connected();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Away(e);
        }
    }

    /// <summary>Follows the versions that the indexes name now, and publishes what all lists say together.</summary>
    internal async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var away = _status.State == RegistryState.Away;
        try
        {
            if (!away)
            {
                await _followed.RereadContradictedAsync(_directory.Current.Models, cancellationToken);
                await _followed.FollowVersionsAsync(_directory.Current.Models, cancellationToken);
                await CheckMemoryAsync(cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Away(e);
        }

        var now = _time.GetUtcNow();
        var refused = new HashSet<string>(StringComparer.Ordinal);
        var models = Assemble(now, refused);
        foreach (var model in refused.Except(_refused))
        {
            Log.CaseCollision(_logger, model);
        }

        _refused.Clear();
        _refused.UnionWith(refused);
        if (_status.State != RegistryState.Unknown)
        {
            await PublishAsync(models);
        }
    }

    /// <summary>What the lists say, and while it cannot be all that is true, what was routable beside it.</summary>
    private ImmutableArray<ModelEntry> Assemble(DateTimeOffset now, HashSet<string> refused)
    {
        var before = _directory.Current.Models;
        var heard = SnapshotBuilder.Build(before, _lists.Current, hold: false, now, refused);
        if (_status.State != RegistryState.Away && now >= _holdUntil - s_refill + s_reread && HasAll(heard, before))
        {
            _holdUntil = DateTimeOffset.MinValue + s_refill;
        }

        return _status.State == RegistryState.Away || now < _holdUntil
            ? SnapshotBuilder.Build(before, _lists.Current, hold: true, now, refused)
            : heard;
    }

    /// <summary>Whether every node of every model is there again.</summary>
    private static bool HasAll(ImmutableArray<ModelEntry> models, ImmutableArray<ModelEntry> before) => before.All(
        b => models.FirstOrDefault(m => m.Name == b.Name) is { } model
            && b.Nodes.All(n => model.Nodes.Any(m => (m.Ip, m.Port) == (n.Ip, n.Port) && m.Versions.Length >= n.Versions.Length)));

    private async Task PublishAsync(ImmutableArray<ModelEntry> models)
    {
        try
        {
            if (await _directory.PublishAsync(models, _status))
            {
                Log.Published(_logger, models.Length);
            }
        }
        catch (AggregateException e)
        {
            // The snapshot is in place; somebody who was told about it failed, which must not end the watch.
            Log.CallbackFailed(_logger, e);
        }
    }

    private async Task WaitAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var left = until - _time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(left, _time, timer.Token);
        await Task.WhenAny(delay, _wake.Reader.WaitToReadAsync(timer.Token).AsTask());
        await timer.CancelAsync();
        _wake.Reader.TryRead(out _);
    }

    /// <summary>
    /// A service keeps its place in the service list for a minute after its last instance has left. One whose list went empty and that is
    /// no longer listed either has not been left: the registry has lost its memory.
    /// </summary>
    private async Task CheckMemoryAsync(CancellationToken cancellationToken)
    {
        if (_time.GetUtcNow() < _holdUntil)
        {
            return;
        }

        var lists = _lists.Current;
        foreach (var model in _directory.Current.Models)
        {
            var services = model.Versions.Select(v => new ModelIdentity(model.Name, v)).Select(i => (i.Group, i.Service)).Prepend((ModelIdentity.IndexGroup, model.DiscoveryName));
            foreach (var (group, service) in services)
            {
                if (lists.TryGetValue((group, service), out var instances) && instances.IsEmpty
                    && !(await _naming.ServicesOfAsync(group, cancellationToken)).Contains(service))
                {
                    _holdUntil = _time.GetUtcNow() + s_refill;
                    Log.MemoryLost(_logger, s_refill.TotalSeconds);
                    return;
                }
            }
        }
    }

    private void Connected()
    {
        if (_status.State == RegistryState.Away)
        {
            if (!_directory.Current.Models.IsEmpty)
            {
                // Else nothing was known that could be missing: the registry only started later than this process.
                _holdUntil = _time.GetUtcNow() + s_refill;
            }

            Log.Back(_logger, (_time.GetUtcNow() - _status.Since).TotalSeconds);
        }

        if (_status.State != RegistryState.Connected)
        {
            _status = new(RegistryState.Connected, _time.GetUtcNow());
        }
    }

    private void Away(Exception problem)
    {
        if (_status.State != RegistryState.Away)
        {
            _status = new(RegistryState.Away, _time.GetUtcNow(), problem.Message);
            Log.Away(_logger, problem.Message);
        }
    }
}
