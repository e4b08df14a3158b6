using System.Net;
using ConsumerApi.Routing;
using Microsoft.Extensions.Options;

namespace ConsumerApi.Forwarding;

/// <summary>
/// The connections to the nodes. A handler of its own and not one of <c>IHttpClientFactory</c>: the standard resilience handler there
/// would retry blindly and cut long inferences at 10 s.
/// </summary>
internal sealed class NodeClient(IOptions<RoutingOptions> options) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.Value.ConnectTimeout,
        UseCookies = false,
        UseProxy = false,
        // Shorter than the idle limits of servers and of address translation on the way.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // So that a node given by name is looked up again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        // An aborted client must not cost the connection when the rest of the answer is small.
        MaxResponseDrainSize = 64 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
    });

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);

    public void Dispose() => _invoker.Dispose();
}
