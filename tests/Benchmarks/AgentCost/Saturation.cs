using System.Net.Http.Headers;
using Rollcall.Tests;

namespace Benchmarks.AgentCost;

/// <summary>Keeps a node busy until disposed: more requests under way than the machine has cores.</summary>
internal sealed class Saturation : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _clients;

    public Saturation(Uri node)
    {
        var (address, body) = (new Uri(node, "/v1/models/resnet:predict"), RequestBody.For("resnet"));
        _clients = [.. Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(_ => Task.Run(() => AskAsync(address, body)))];
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_clients);
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task AskAsync(Uri address, ReadOnlyMemory<byte> body)
    {
        try
        {
            while (true)
            {
                using var content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                using var response = await _client.PostAsync(address, content, _stopping.Token);
                response.EnsureSuccessStatusCode();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Done.
        }
    }
}
