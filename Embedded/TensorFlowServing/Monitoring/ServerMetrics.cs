using System.Text;

namespace Embedded.TensorFlowServing.Monitoring;

/// <summary>The metrics of the original that this server has something to say about.</summary>
internal sealed class ServerMetrics
{
    private readonly CounterFamily _loadAttempts = new("/tensorflow/cc/saved_model/load_attempt_count", "model_path", "status");
    private readonly CounterFamily _loadLatency = new("/tensorflow/cc/saved_model/load_latency", "model_path");
    private readonly CounterFamily _requests = new("/tensorflow/serving/request_count", "model_name", "status");
    private readonly HistogramFamily _requestLatency = new("/tensorflow/serving/request_latency", HistogramFamily.LatencyLimits, "model_name", "API", "entrypoint");
    private readonly HistogramFamily _runtimeLatency = new("/tensorflow/serving/runtime_latency", HistogramFamily.LatencyLimits, "model_name", "API", "runtime");
    private readonly Family[] _families;

    public ServerMetrics() =>
        _families = [.. new Family[] { _loadAttempts, _loadLatency, _requests, _requestLatency, _runtimeLatency }.OrderBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>One load attempt of a version folder.</summary>
    public void LoadAttempt(string path, bool success, TimeSpan took)
    {
        _loadAttempts.Add(1, path, success ? "success" : "fail");
        _loadLatency.Add((long)took.TotalMicroseconds, path);
    }

    /// <summary>One request under <c>/v1</c>; <paramref name="api"/> is empty for anything but inference.</summary>
    public void Request(string model, string status, string api, TimeSpan took)
    {
        _requests.Add(1, model, status);
        if (status == "OK")
        {
            _requestLatency.Record(took.TotalMicroseconds, model, api, "REST");
        }
    }

    /// <summary>One execution of a graph. The original says TF1 for every session run.</summary>
    public void Run(string model, string api, TimeSpan took) => _runtimeLatency.Record(took.TotalMicroseconds, model, api, "TF1");

    /// <summary>The page that Prometheus and agents read.</summary>
    public string Render()
    {
        var text = new StringBuilder(8192);
        foreach (var family in _families)
        {
            family.Write(text);
        }

        return text.ToString();
    }
}
