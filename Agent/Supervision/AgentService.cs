using System.Collections.Immutable;
using System.Diagnostics;
using Agent.Addressing;
using Agent.ModelTable;
using Agent.Polling;
using Agent.Registration;
using Agent.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Registry.Bridge;

namespace Agent.Supervision;

/// <summary>
/// The agent's one loop: poll the node, compare with the table, bring the registry there. On SIGTERM the loop ends and the registry is left clean.
/// </summary>
internal sealed class AgentService(
    NodePoller poller, RegistrySession session, NodeLocator locator, AgentOptions options, AgentMetrics metrics, IRandom random, TimeProvider time, ILogger<AgentService> logger,
    NodeEnded? nodeEnded = null)
    : BackgroundService
{
    /// <summary>A node that comes back is found this soon.</summary>
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromSeconds(2);

    /// <summary>Orchestrators kill 5 to 10 s after SIGTERM; what is not out of the registry by then expires by itself.</summary>
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(4);

    /// <summary>The first is over when code is compiled and everything is registered; reconciliation and a busy node need memory for moments later, too.</summary>
    private const int RoundsBetweenReleases = 20;

    private readonly Backoff _backoff = new(options.PollInterval, s_longestBackoff, random);
    private readonly List<(string Model, string Reason)> _refused = [];
    private NodeState? _state;
    private IReadOnlyDictionary<string, ModelReport>? _reported;
    private LocalTable? _compared;
    private ImmutableArray<RegistryEntry> _desired = [];

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(s_drainLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await session.DrainAsync(both.Token);
    }

    /// <summary>One round.</summary>
    internal async Task<NodeReport> RoundAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var span = AgentTelemetry.Source.StartActivity("poll");
        var report = poller.Poll(cancellationToken);
        metrics.Polled(time.GetElapsedTime(started), report.State);
        span?.SetStatus(report.State == NodeState.Answering ? ActivityStatusCode.Ok : ActivityStatusCode.Error, report.Reason);
        SayTransition(report);
        if (await locator.FindAsync(cancellationToken) is { } node)
        {
            Desire(node, report);
            await session.BringAsync(_desired, cancellationToken);
        }

        return report;
    }

    /// <summary>Works out what should be registered, unless neither the report nor the table has changed: day in, day out they have not.</summary>
    private void Desire(NodeAddress node, NodeReport report)
    {
        if (ReferenceEquals(report.Models, _reported) && ReferenceEquals(session.Table, _compared))
        {
            return;
        }

        _reported = report.Models;
        _compared = session.Table;
        _refused.Clear();
        _desired = DesiredEntries.From(node, report, session.Table, _refused);
        foreach (var (model, reason) in _refused)
        {
            session.Refuse(model, reason);
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Run(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The loop, on a thread of its own: it keeps its pace when the pool is starved, and one thread that blocks wakes up less often than several that hand over.</summary>
    private void Run(CancellationToken stoppingToken)
    {
        Log.Started(logger, options.Node!, locator.Name);
        for (var round = 1; ; round = (round % RoundsBetweenReleases) + 1)
        {
            if (round == RoundsBetweenReleases)
            {
                SpareMemory.Release();
            }

            var started = time.GetTimestamp();
            var report = RoundAsync(stoppingToken).GetAwaiter().GetResult();
            if (StopsWithin(Pause(report.State, time.GetElapsedTime(started)), stoppingToken))
            {
                return;
            }
        }
    }

    /// <summary>The pause; a server that is seen to end shortens it.</summary>
    private bool StopsWithin(TimeSpan pause, CancellationToken stoppingToken) => nodeEnded is null
        ? stoppingToken.WaitHandle.WaitOne(pause)
        : WaitHandle.WaitAny([stoppingToken.WaitHandle, nodeEnded.WaitHandle], pause) == 0;

    internal TimeSpan Pause(NodeState state, TimeSpan took)
    {
        if (state != NodeState.Answering)
        {
            return _backoff.Next();
        }

        _backoff.Reset();
        // From start to start, unless a round takes long: then the node gets a whole interval of rest.
        return took < options.PollInterval / 2 ? options.PollInterval - took : options.PollInterval;
    }

    private void SayTransition(NodeReport report)
    {
        if (report.State == _state)
        {
            return;
        }

        switch (report.State)
        {
            case NodeState.Answering when _state is not null:
                Log.Answering(logger, options.Node!);
                break;
            case NodeState.Busy:
                Log.Busy(logger, options.Node!, options.UnreachableAfter.TotalSeconds, report.Reason!);
                break;
            case NodeState.Gone:
                Log.Gone(logger, options.Node!, report.Reason!);
                break;
            case NodeState.Unreachable:
                Log.Unreachable(logger, options.Node!, options.UnreachableAfter.TotalSeconds, report.Reason!);
                break;
            default:
                break;
        }

        _state = report.State;
    }
}
