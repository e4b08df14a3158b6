using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>One place where a service can be reached.</summary>
public abstract class ServiceEndpoint
{
    /// <summary>The address: an <see cref="IPEndPoint"/>, a <see cref="DnsEndPoint"/> or a <see cref="UriEndPoint"/>.</summary>
    public abstract EndPoint EndPoint { get; }

    /// <summary>What is known about the endpoint beside its address.</summary>
    public abstract IFeatureCollection Features { get; }

    /// <summary>Creates an endpoint.</summary>
    /// <param name="endPoint">The address.</param>
    /// <param name="features">The features; an empty collection when <see langword="null"/>.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    public static ServiceEndpoint Create(EndPoint endPoint, IFeatureCollection? features = null)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return new AddressedServiceEndpoint(endPoint, features ?? new FeatureCollection());
    }

    /// <summary>
    /// Parses an endpoint. Text with <c>://</c> becomes a <see cref="UriEndPoint"/>; an IP address or host name, each with an optional
    /// port, becomes an <see cref="IPEndPoint"/> or a <see cref="DnsEndPoint"/> (port 0 when there is none).
    /// </summary>
    /// <param name="value">The text.</param>
    /// <param name="serviceEndpoint">The endpoint, when the result is <see langword="true"/>.</param>
    /// <returns>Whether the text was an endpoint.</returns>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ServiceEndpoint? serviceEndpoint)
    {
        serviceEndpoint = ParseAddress(value) is { } address ? Create(address) : null;
        return serviceEndpoint is not null;
    }

    private static EndPoint? ParseAddress(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (!value.Contains("://", StringComparison.Ordinal))
        {
            // Any scheme makes Uri split host and port; this one has no default port.
            if (Uri.TryCreate("none://" + value, UriKind.Absolute, out var bare))
            {
                var port = Math.Max(bare.Port, 0);
                return IPAddress.TryParse(bare.Host, out var ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(bare.Host, port);
            }
        }

        return Uri.TryCreate(value, UriKind.Absolute, out var uri) ? new UriEndPoint(uri) : null;
    }
}
