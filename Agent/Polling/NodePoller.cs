using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Agent.Polling;

/// <summary>One poll of the node: names, then the state of each model, one request after another on one connection.</summary>
internal sealed class NodePoller(INodeClient client, AgentOptions options, TimeProvider time, ILogger<NodePoller> logger)
{
    /// <summary>
    /// A saturated server answers late, not never: monitoring and status stand in its queue behind predictions. Given up sooner, a node under
    /// load would be taken out although every question gets an answer.
    /// </summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    /// <summary>The shortest wait, once patience is at its end: an answer is still welcome.</summary>
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromSeconds(1);

    /// <summary>Labels move when somebody reloads the server's configuration; the answer lists every signature of the model, so it is not asked for at each poll.</summary>
    private static readonly TimeSpan s_labelInterval = TimeSpan.FromSeconds(10);

    private const string Node = "";

    private readonly ModelNames _names = new(options.Models);
    private readonly StatusReader _status = new(client);
    private readonly LabelReader _labels = new(client);
    private readonly Patience _patience = new(options.UnreachableAfter, time);
    private Dictionary<string, ModelReport> _last = new(StringComparer.Ordinal);
    private long? _labelsRead;
    private bool _monitoringOff;
    private int _first;

    private MonitoringReader Monitoring => field ??= new(client, _names);

    /// <summary>Polls once.</summary>
    public NodeReport Poll(CancellationToken cancellationToken)
    {
        var monitoring = Monitoring.Read(Wait, cancellationToken);
        if (Note(monitoring) == NodeAnswerKind.Gone)
        {
            return Gone(monitoring.Reason);
        }

        SayMonitoringOff(monitoring);
        var reason = monitoring.Kind is NodeAnswerKind.Busy or NodeAnswerKind.Silent ? monitoring.Reason : null;
        var silent = monitoring.Kind == NodeAnswerKind.Silent;
        var refreshLabels = _labelsRead is not { } read || time.GetElapsedTime(read) >= s_labelInterval;
        var models = new Dictionary<string, ModelReport>(StringComparer.Ordinal);
        for (var i = 0; i < _names.Count; i++)
        {
            var model = _names[(i + _first) % _names.Count];
            _last.TryGetValue(model, out var before);
            var (answer, available) = silent
                ? (NodeAnswer.Failed(NodeAnswerKind.Silent, reason!), [])
                : _status.Read(model, before?.Available ?? default, Wait, cancellationToken);
            switch (Note(answer))
            {
                case NodeAnswerKind.Gone:
                    return Gone(answer.Reason);
                case NodeAnswerKind.Busy or NodeAnswerKind.Silent:
                    reason ??= answer.Reason;
                    silent |= answer.Kind == NodeAnswerKind.Silent;
                    if (before is not null && _patience.Left(model) > TimeSpan.Zero)
                    {
                        models[model] = before with { Known = false };
                    }

                    break;
                default:
                    _patience.Answered(model);
                    models[model] = Report(model, before, available, refreshLabels, cancellationToken);
                    break;
            }
        }

        // A node that is silent is not asked for the rest: each question would join its queue. So that one model alone cannot keep the
        // others from being asked, the next poll begins with another.
        _first += silent ? 1 : 0;
        if (refreshLabels)
        {
            _labelsRead = time.GetTimestamp();
        }

        foreach (var forgotten in _last.Keys.Where(m => !models.ContainsKey(m)))
        {
            _patience.Forget(forgotten);
        }

        if (models.Count != _last.Count || models.Any(m => !ReferenceEquals(_last.GetValueOrDefault(m.Key), m.Value)))
        {
            _last = models;
        }

        var state = reason is null ? NodeState.Answering : _patience.Left(Node) > TimeSpan.Zero ? NodeState.Busy : NodeState.Unreachable;
        return new(state, _last, reason);
    }

    /// <summary>No longer than until patience ends, so that a node that hangs leaves the registry when it shall and not a timeout later.</summary>
    private TimeSpan Wait
    {
        get
        {
            var left = _patience.Left(Node);
            return left > s_longestWait ? s_longestWait : left < s_shortestWait ? s_shortestWait : left;
        }
    }

    private NodeAnswerKind Note(NodeAnswer answer)
    {
        if (answer.Kind is NodeAnswerKind.Ok or NodeAnswerKind.NotFound)
        {
            _patience.Answered(Node);
        }

        return answer.Kind;
    }

    private NodeReport Gone(string? reason)
    {
        _last = new(StringComparer.Ordinal);
        _labelsRead = null;
        return NodeReport.Gone(reason);
    }

    private ModelReport Report(
        string model, ModelReport? before, ImmutableArray<long> available, bool refreshLabels, CancellationToken cancellationToken)
    {
        var labels = before?.Labels ?? ImmutableSortedDictionary<string, long>.Empty;
        if (refreshLabels || before is null || before.Available != available)
        {
            labels = ReadLabels(model, labels, available, cancellationToken);
        }

        return before is { Known: true } && before.Available == available && before.Labels == labels ? before : new(true, available, labels);
    }

    private ImmutableSortedDictionary<string, long> ReadLabels(
        string model, ImmutableSortedDictionary<string, long> before, ImmutableArray<long> available, CancellationToken cancellationToken)
    {
        var labels = before;
        foreach (var label in options.Labels)
        {
            var (answer, version) = _labels.Read(model, label, Wait, cancellationToken);
            if (answer.Kind is NodeAnswerKind.Ok or NodeAnswerKind.NotFound)
            {
                labels = version is { } number && available.Contains(number) ? labels.SetItem(label, number) : labels.Remove(label);
            }
        }

        return labels;
    }

    private void SayMonitoringOff(NodeAnswer monitoring)
    {
        if (monitoring.Kind == NodeAnswerKind.NotFound && _names.IsEmpty)
        {
            if (!_monitoringOff)
            {
                _monitoringOff = true;
                Log.MonitoringOff(logger, options.Node!, MonitoringReader.Path);
            }
        }
        else if (monitoring.Kind == NodeAnswerKind.Ok)
        {
            _monitoringOff = false;
        }
    }
}
