using System.Diagnostics;
using System.Diagnostics.Metrics;
using ConsumerApi.Forwarding;
using ConsumerApi.Routing;

namespace ConsumerApi.Telemetry;

/// <summary>The consumer's instruments.</summary>
internal sealed class ConsumerMetrics : IDisposable
{
    public const string Name = "Rollcall.Consumer";

    // Without advice an SDK counts in steps that are made for milliseconds: everything would be below its first bound.
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;
    private readonly string _policy;

    public ConsumerMetrics(IMeterFactory meters, NodeStates nodes, RoutingState routing, PickerProvider pickers)
    {
        _policy = pickers.Current.Name;
        _meter = meters.Create(Name);
        _duration = _meter.CreateHistogram(
            "rollcall.consumer.request.duration", "s", "Time from a request's arrival to the last byte of its answer.", tags: null, s_seconds);
        _failures = _meter.CreateCounter<long>("rollcall.consumer.attempt.failures", "{attempt}", "Attempts on a node that gave no answer to relay, by reason.");
        _meter.CreateObservableUpDownCounter(
            "rollcall.consumer.inflight", () => nodes.All.Select(n => new Measurement<int>(n.InFlight, NodeTag(n.Name))), "{request}", "Requests at each node now.");
        _meter.CreateObservableGauge(
            "rollcall.consumer.routing.models", () => routing.Current.Models.Count, "{model}", "Models in the routing table.");
    }

    /// <summary>A request is over, whatever came of it.</summary>
    public void Requested(in RestRequest request, NodeState? node, int status, TimeSpan took)
    {
        if (!_duration.Enabled)
        {
            return;
        }

        TagList tags = new()
        {
            { "model.name", request.Key.Model },
            { "routing.policy", _policy },
            { "http.response.status_code", status },
        };
        if (request.Key.Version is { } version)
        {
            tags.Add("model.version", version);
        }

        if (node is not null)
        {
            tags.Add(NodeTag(node.Name));
        }

        _duration.Record(took.TotalSeconds, tags);
    }

    /// <summary>An attempt gave nothing to relay.</summary>
    public void AttemptFailed(string model, string node, AttemptFailure failure) =>
        _failures.Add(1, new("model.name", model), NodeTag(node), new("reason", failure.Name()));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> NodeTag(string node) => new("node.name", node);
}
