using System.Diagnostics.Metrics;
using Agent.Addressing;
using Agent.ModelTable;
using Agent.Polling;
using Registry.Bridge;

namespace Agent.Telemetry;

/// <summary>The agent's instruments.</summary>
internal sealed class AgentMetrics : IDisposable
{
    // Without advice an SDK counts in steps that are made for milliseconds: everything would be below its first bound.
    private static readonly InstrumentAdvice<double> s_seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] };

    private readonly Meter _meter;
    private readonly NodeLocator _locator;
    private readonly Histogram<double> _pollDuration;
    private readonly Counter<long> _registered;
    private readonly Counter<long> _deregistered;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _removed;
    private readonly Counter<long> _rewritten;
    private readonly Counter<long> _serverEnded;
    private int _models;
    private int _entries;

    /// <param name="node">The node that is watched; its name may become known later.</param>
    /// <param name="scope">Tells one agent's meter from another's in the same process.</param>
    public AgentMetrics(NodeLocator node, object? scope = null)
    {
        _meter = new(new MeterOptions(AgentTelemetry.Name) { Scope = scope });
        _locator = node;
        _pollDuration = _meter.CreateHistogram("rollcall.agent.poll.duration", "s", "Duration of one poll of the node", tags: null, s_seconds);
        _registered = _meter.CreateCounter<long>("rollcall.agent.registered", "{instance}", "Instances registered");
        _deregistered = _meter.CreateCounter<long>("rollcall.agent.deregistered", "{instance}", "Instances deregistered");
        _refused = _meter.CreateCounter<long>("rollcall.agent.refused", "{instance}", "Registrations that the registry or a clash of names does not allow");
        _failures = _meter.CreateCounter<long>("rollcall.agent.registry.failures", "{failure}", "Attempts on the registry that failed");
        _removed = _meter.CreateCounter<long>("rollcall.agent.reconcile.removed", "{instance}", "Instances found in the registry that should not be there");
        _rewritten = _meter.CreateCounter<long>("rollcall.agent.reconcile.rewritten", "{instance}", "Instances found in the registry with other metadata");
        _serverEnded = _meter.CreateCounter<long>("rollcall.agent.server.ended", "{end}", "Ends of the model server in supervisor mode");
        _meter.CreateObservableCounter("rollcall.agent.cpu.time", () => new Measurement<double>(Environment.CpuUsage.TotalTime.TotalSeconds, Node), "s", "Processor time of the agent");
        _meter.CreateObservableGauge("rollcall.agent.table.models", () => new Measurement<int>(Volatile.Read(ref _models), Node), "{model}", "Models in the table");
        _meter.CreateObservableGauge("rollcall.agent.table.entries", () => new Measurement<int>(Volatile.Read(ref _entries), Node), "{instance}", "Registrations in the table, indexes included");
    }

    private KeyValuePair<string, object?> Node => new("node.name", _locator.Name);

    /// <summary>A poll ended.</summary>
    public void Polled(TimeSpan took, NodeState state)
    {
        if (_pollDuration.Enabled)
        {
            _pollDuration.Record(took.TotalSeconds, Node, new("node.state", state.ToString().ToLowerInvariant()));
        }
    }

    /// <summary>A change was written.</summary>
    public void Applied(RegistryOutcome outcome, LocalTable table)
    {
        _registered.Add(outcome.Registered.Length, Node);
        _deregistered.Add(outcome.Deregistered.Length, Node);
        _refused.Add(outcome.Refused.Length, Node);
        Volatile.Write(ref _models, table.Models.Count());
        Volatile.Write(ref _entries, table.Count);
    }

    /// <summary>The registry was compared with the table.</summary>
    public void Reconciled(int removed, int rewritten)
    {
        _removed.Add(removed, Node);
        _rewritten.Add(rewritten, Node);
    }

    /// <summary>An attempt on the registry failed.</summary>
    public void RegistryFailed() => _failures.Add(1, Node);

    /// <summary>The supervised model server ended.</summary>
    public void ServerEnded(int exitCode) => _serverEnded.Add(1, Node, new("process.exit.code", exitCode));

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}
