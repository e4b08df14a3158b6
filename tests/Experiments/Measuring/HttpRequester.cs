using System.Net;
using System.Net.Http.Headers;

namespace Rollcall.Experiments.Measuring;

/// <summary>
/// Posts the same body again and again. It does as little as possible itself (no resilience, no tracing headers, no buffering of
/// answers), since it runs on the machine it measures.
/// </summary>
/// <param name="target">Where to post.</param>
/// <param name="body">A JSON body.</param>
/// <param name="node">The node that answers when the answer does not say so itself.</param>
/// <param name="timeout">After which a request counts as failed.</param>
internal sealed class HttpRequester(Uri target, ReadOnlyMemory<byte> body, string? node, TimeSpan timeout) : IRequester, IDisposable
{
    /// <summary>The header by which the consumer names the node.</summary>
    public const string NodeHeader = "x-rollcall-node";

    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        UseCookies = false,
        UseProxy = false,
    });

    public async Task<Answer> SendAsync()
    {
        using var limit = new CancellationTokenSource(timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = s_json } } };
        try
        {
            using var response = await _client.SendAsync(request, limit.Token);
            await response.Content.CopyToAsync(Stream.Null, limit.Token);
            return new((int)response.StatusCode, response.Headers.TryGetValues(NodeHeader, out var names) ? names.First() : node);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            return new(0, node);
        }
    }

    public void Dispose() => _client.Dispose();
}
