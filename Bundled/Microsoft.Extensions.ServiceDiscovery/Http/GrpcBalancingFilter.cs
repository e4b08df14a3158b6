using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ServiceDiscovery.Http;

/// <summary>
/// Tells Grpc.Net.Client, through a property that it looks for, not to balance by itself: the resolving handler picks an endpoint for
/// each call. A filter, because those run after everything that may replace the primary handler.
/// </summary>
internal sealed class GrpcBalancingFilter(IOptions<GrpcBalancingFilterOptions> options) : IHttpMessageHandlerBuilderFilter
{
    private const string BalancingDisabled = "__GrpcLoadBalancingDisabled";

    private readonly HashSet<string?> _clients = options.Value.ClientNames;

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if ((_clients.Contains(null) || _clients.Contains(builder.Name)) && builder.PrimaryHandler is SocketsHttpHandler sockets)
        {
            sockets.Properties[BalancingDisabled] = true;
        }
    };
}
