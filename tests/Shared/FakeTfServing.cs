using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Rollcall.Tests;

/// <summary>TensorFlow Serving as an agent sees it: monitoring text, model status, labels.</summary>
internal sealed class FakeTfServing : FakeServer
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<long, string>> _models = new();
    private readonly ConcurrentDictionary<(string Model, string Label), long> _labels = new();

    /// <summary>Answers are this late.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Status of every answer when not 200.</summary>
    public int Status { get; set; } = 200;

    /// <summary>False: the monitoring path is a 404.</summary>
    public bool Monitoring { get; set; } = true;

    /// <summary>Paths asked for, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Trace contexts that came along, in order.</summary>
    public ConcurrentQueue<string> TraceParents { get; } = new();

    /// <summary>Starts one that listens.</summary>
    public static async Task<FakeTfServing> StartAsync()
    {
        var server = new FakeTfServing();
        await server.UpAsync();
        return server;
    }

    /// <summary>Sets the state of a version.</summary>
    public void Set(string model, long version, string state = "AVAILABLE") => _models.GetOrAdd(model, _ => new())[version] = state;

    /// <summary>Points a label at a version.</summary>
    public void SetLabel(string model, string label, long version) => _labels[(model, label)] = version;

    protected override async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue(path);
        if (context.Request.Headers.TraceParent.ToString() is { Length: > 0 } parent)
        {
            TraceParents.Enqueue(parent);
        }

        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, TimeProvider.System, context.RequestAborted);
        }

        if (Status != 200)
        {
            await SayAsync(context, Status, """{"error":"overloaded"}""");
            return;
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path == "/monitoring/prometheus/metrics" && Monitoring)
        {
            await SayAsync(context, 200, Metrics(), "text/plain");
        }
        else if (parts is ["v1", "models", var name] && _models.TryGetValue(name, out var versions))
        {
            var rows = versions.OrderByDescending(v => v.Key).Select(v => new { version = v.Key.ToString(), state = v.Value, status = new { error_code = "OK", error_message = "" } });
            await SayAsync(context, 200, JsonSerializer.Serialize(new { model_version_status = rows }));
        }
        else if (parts is ["v1", "models", var model, "labels", var label, "metadata"] && _labels.TryGetValue((model, label), out var version))
        {
            await SayAsync(context, 200, JsonSerializer.Serialize(new { model_spec = new { name = model, signature_name = "", version = version.ToString() }, metadata = new { } }));
        }
        else
        {
            await SayAsync(context, 404, """{"error":"not found"}""");
        }
    }

    private string Metrics()
    {
        var text = new StringBuilder("# TYPE :tensorflow:cc:saved_model:load_attempt_count counter\n");
        foreach (var (name, versions) in _models)
        {
            foreach (var version in versions.Keys)
            {
                text.Append($":tensorflow:cc:saved_model:load_attempt_count{{model_path=\"/models/{name}/{version}\",status=\"success\"}} 1\n");
            }
        }

        return text.Append(":tensorflow:serving:request_count{model_name=\"typo\",status=\"NOT_FOUND\"} 1\n").ToString();
    }
}
