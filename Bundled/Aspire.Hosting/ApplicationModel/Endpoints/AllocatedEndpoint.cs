using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where an endpoint can be reached.</summary>
public class AllocatedEndpoint
{
    /// <summary>An address with all properties given.</summary>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? targetPortExpression = null, NetworkIdentifier? networkId = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        Endpoint = endpoint;
        Address = address;
        Port = port;
        BindingMode = bindingMode;
        TargetPortExpression = targetPortExpression;
        NetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
    }

    /// <summary>An address on this machine.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">Host name or address to connect to.</param>
    /// <param name="port">Port to connect to.</param>
    /// <param name="targetPortExpression">Port that the process listens on, or a template for it that is filled in per replica.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression)
    {
    }

    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Host name or address to connect to.</summary>
    public string Address { get; }

    /// <summary>Port to connect to.</summary>
    public int Port { get; }

    /// <summary>Which addresses it listens on.</summary>
    public EndpointBindingMode BindingMode { get; }

    /// <summary>The network this address is good for.</summary>
    public NetworkIdentifier NetworkID { get; }

    /// <summary>Port that the process listens on, or a template for it that is filled in per replica.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>Scheme of <see cref="UriString"/>.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary><c>host:port</c>.</summary>
    public string EndPointString => string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}");

    /// <summary><c>scheme://host:port</c>.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc cref="UriString"/>
    public override string ToString() => UriString;
}
