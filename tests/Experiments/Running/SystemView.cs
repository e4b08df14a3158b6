using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rollcall.Tests;

namespace Rollcall.Experiments.Running;

/// <summary>Asks the parts of the application what they know, over their public APIs.</summary>
internal sealed class SystemView(ISystem system, TimeProvider time) : IDisposable
{
    /// <summary>A part that is away answers nothing; a part that starves may take long.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_timeout };

    /// <summary>Healthy instances of a model in the registry.</summary>
    public async Task<int> RegisteredAsync(string model, CancellationToken cancellationToken)
    {
        var address = new Uri(system.Endpoint(Resources.Registry, Resources.Http), $"/nacos/v1/ns/instance/list?serviceName={model}&groupName=DEFAULT_GROUP&healthyOnly=true");
        var list = await GetAsync(address, cancellationToken);
        return list?["hosts"]?.AsArray().Count ?? 0;
    }

    /// <summary>Nodes to which the consumer would send requests for a model.</summary>
    public async Task<IReadOnlyList<string>> RoutableAsync(string model, CancellationToken cancellationToken)
    {
        var list = await GetAsync(new Uri(system.Endpoint(Resources.Consumer, Resources.Http), "/v1/models"), cancellationToken);
        var found = list?["models"]?.AsArray().FirstOrDefault(one => (string?)one!["name"] == model);
        return [.. (found?["nodes"]?.AsArray() ?? []).Select(node => (string)node!["name"]!).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a node says that a version of a model is AVAILABLE.</summary>
    public async Task<bool> IsAvailableAsync(string node, string model, int version, CancellationToken cancellationToken)
    {
        var status = await GetAsync(new Uri(system.Endpoint(node, Resources.Rest), $"/v1/models/{model}/versions/{version}"), cancellationToken);
        return (string?)status?["model_version_status"]?[0]?["state"] == "AVAILABLE";
    }

    /// <summary>Waits until the registry lists a model on so many nodes and the consumer routes to as many.</summary>
    public Task<TimeSpan> WaitRoutableAsync(string model, int nodes, CancellationToken cancellationToken)
        => Condition.BeTrueAsync(
            async () => await RegisteredAsync(model, cancellationToken) == nodes && (await RoutableAsync(model, cancellationToken)).Count == nodes,
            $"{model} is routable on {nodes} nodes",
            s_limit,
            s_step,
            time,
            cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<JsonNode?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(address, cancellationToken);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken) : null;
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null; // Away: it knows nothing.
        }
    }
}
