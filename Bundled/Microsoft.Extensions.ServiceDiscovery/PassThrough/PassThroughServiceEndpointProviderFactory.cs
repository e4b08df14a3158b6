using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Microsoft.Extensions.ServiceDiscovery.PassThrough;

/// <summary>Serves every name by the name itself, so that a host that nobody discovers is left to DNS.</summary>
internal sealed class PassThroughServiceEndpointProviderFactory : IServiceEndpointProviderFactory
{
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = new PassThroughServiceEndpointProvider(Address(query));
        return true;
    }

    private static EndPoint Address(ServiceEndpointQuery query)
    {
        var text = query.ToString()!;
        var absolute = text.Contains("://", StringComparison.Ordinal) ? text : "none://" + text;
        var port = Uri.TryCreate(absolute, UriKind.Absolute, out var uri) ? Math.Max(uri.Port, 0) : 0;
        return IPAddress.TryParse(query.ServiceName, out var ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(query.ServiceName, port);
    }
}
