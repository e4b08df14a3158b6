using Rollcall.Integration.Running;
using Rollcall.Tests;

namespace Rollcall.Docker;

/// <summary>The published application's consumer.</summary>
internal sealed class Published(string host) : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    // Larger than the most nodes of a test, so that a round robin shows all of them.
    private const int Round = 12;

    private readonly HttpClient _client = new() { BaseAddress = new($"http://{host}:8080"), Timeout = TimeSpan.FromMinutes(1) };

    public Task<Answer> PredictAsync() => Digit.AskAsync(_client, "/v1/models/digits:predict");

    /// <summary>Waits until a round of requests is answered by so many nodes, all of them well.</summary>
    /// <returns>The names of the nodes.</returns>
    public async Task<string[]> NodesAsync(int count)
    {
        var nodes = new HashSet<string>();
        await Eventually.HoldsAsync(
            async () =>
            {
                nodes.Clear();
                for (var i = 0; i < Round; i++)
                {
                    if (await PredictAsync() is not { Status: 200, Node: { } node })
                    {
                        return false;
                    }

                    nodes.Add(node);
                }

                return nodes.Count == count;
            },
            $"{count} nodes answer",
            s_limit);
        return [.. nodes];
    }

    public void Dispose() => _client.Dispose();
}
