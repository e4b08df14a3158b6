using System.Globalization;
using Nacos.V2.Common;
using Nacos.V2.Exceptions;

namespace Nacos.V2.Naming.Http;

/// <summary>The servers of the options, one of them current. A failure moves on to the next, for every user of the list.</summary>
internal sealed class ServerList
{
    private readonly Uri[] _servers;
    private int _current;

    public ServerList(IEnumerable<string>? addresses)
    {
        _servers = [.. (addresses ?? [])
            .SelectMany(address => (address ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(Parse)];
        if (_servers.Length == 0)
        {
            throw new NacosException(NacosException.CLIENT_INVALID_PARAM, "No Nacos server is configured: set ServerAddresses, for example to http://localhost:8848.");
        }
    }

    public int Count => _servers.Length;

    public Uri Current => _servers[(int)((uint)Volatile.Read(ref _current) % (uint)_servers.Length)];

    /// <summary>Moves on, unless another user of the list already did.</summary>
    public void Leave(Uri failed)
    {
        var seen = Volatile.Read(ref _current);
        if (_servers[(int)((uint)seen % (uint)_servers.Length)] == failed)
        {
            Interlocked.CompareExchange(ref _current, seen + 1, seen);
        }
    }

    public override string ToString() => string.Join(",", _servers.Select(server => server.GetLeftPart(UriPartial.Authority)));

    private static Uri Parse(string address)
    {
        var withScheme = address.Contains("://", StringComparison.Ordinal) ? address : "http://" + address;
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new NacosException(NacosException.CLIENT_INVALID_PARAM, $"'{address}' is not the address of a Nacos server: write it like http://localhost:8848.");
        }

        var authority = withScheme[(withScheme.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        var portGiven = authority.LastIndexOf(':') > authority.LastIndexOf(']');
        return portGiven
            ? uri
            : new UriBuilder(uri) { Port = Constants.DefaultPort }.Uri;
    }

    internal static string HostHeader(Uri server)
        => server.IsDefaultPort ? server.Host : string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port}");
}
