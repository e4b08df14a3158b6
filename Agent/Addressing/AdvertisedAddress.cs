using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Agent.Addressing;

/// <summary><c>host:port</c>, the host an IP address (IPv6 in brackets) or a DNS name.</summary>
internal readonly record struct AdvertisedAddress(string Host, int Port)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out AdvertisedAddress address)
    {
        address = default;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            return false;
        }

        var host = text![..colon];
        var bracketed = host is ['[', .., ']'];
        host = bracketed ? host[1..^1] : host;
        if (bracketed ? !IPAddress.TryParse(host, out _) : Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4))
        {
            return false;
        }

        address = new(host, port);
        return true;
    }
}
