using System.Net;

namespace Microsoft.Extensions.ServiceDiscovery.Http;

/// <summary>Puts an endpoint's address in the place of a service's name.</summary>
internal static class EndpointUri
{
    public static Uri Resolve(Uri uri, ServiceEndpoint endpoint, ServiceDiscoveryOptions options) => endpoint.EndPoint switch
    {
        UriEndPoint address => FromUri(uri, address.Uri),
        IPEndPoint ip => FromAddress(uri, ip.Address.ToString(), ip.Port, options),
        DnsEndPoint dns => FromAddress(uri, dns.Host, dns.Port, options),
        var other => throw new InvalidOperationException($"Endpoints of type {other.GetType()} are not supported."),
    };

    private static Uri FromUri(Uri uri, Uri address)
    {
        var result = new UriBuilder(uri) { Scheme = address.Scheme, Host = address.Host };
        if (address.Port > 0)
        {
            result.Port = address.Port;
        }

        if (address.AbsolutePath.Length > 1)
        {
            result.Path = $"{address.AbsolutePath.TrimEnd('/')}/{uri.AbsolutePath.TrimStart('/')}";
        }

        return result.Uri;
    }

    // The address says nothing about the scheme, so "https+http" means its first choice.
    private static Uri FromAddress(Uri uri, string host, int port, ServiceDiscoveryOptions options)
    {
        var result = new UriBuilder(uri) { Host = host };
        if (port > 0)
        {
            result.Port = port;
        }

        var plus = uri.Scheme.IndexOf('+', StringComparison.Ordinal);
        if (plus > 0)
        {
            var scheme = uri.Scheme[..plus];
            result.Scheme = options.AllowAllSchemes || options.AllowedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase)
                ? scheme
                : throw new InvalidOperationException($"The scheme '{scheme}' is not allowed.");
        }

        return result.Uri;
    }
}
