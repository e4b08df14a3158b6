using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string? _transport;
    private int? _port;
    private int? _targetPort;

    /// <summary>Describes an endpoint reached from this machine.</summary>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
        : this(protocol, KnownNetworkIdentifiers.LocalhostNetwork, uriScheme, transport, name, port, targetPort, isExternal, isProxied)
    {
    }

    /// <summary>Describes an endpoint.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="networkId">Network that <see cref="AllocatedEndpoint"/> is for.</param>
    /// <param name="uriScheme">Default: the protocol's name.</param>
    /// <param name="transport">Default: <c>http</c> for http and https, else the protocol's name.</param>
    /// <param name="name">Default: the scheme.</param>
    /// <param name="port">Port to connect to; null means any free one.</param>
    /// <param name="targetPort">Port the process listens on; null means any free one.</param>
    /// <param name="isExternal">Whether it is reached from outside the application (in publish mode).</param>
    /// <param name="isProxied">Whether the orchestrator listens on the port and forwards; null means yes.</param>
    public EndpointAnnotation(ProtocolType protocol, NetworkIdentifier? networkId, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
    {
        Protocol = protocol;
        DefaultNetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        _transport = transport;
        Name = name ?? UriScheme;
        ModelName.ValidateName("Endpoint", Name);
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
    }

    /// <summary>Name, unique in the resource.</summary>
    public string Name { get; set; }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>Port to connect to. Without a proxy this and <see cref="TargetPort"/> are one.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied ? null : _targetPort);
        set => _port = value;
    }

    /// <summary>Port that the process listens on. Without a proxy this and <see cref="Port"/> are one.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied ? null : _port);
        set => _targetPort = value;
    }

    /// <summary>Scheme of the URL.</summary>
    public string UriScheme { get; set; }

    /// <summary>Host name or address that the process binds.</summary>
    public string TargetHost { get; set; } = KnownHostNames.Localhost;

    /// <summary><c>http</c>, <c>http2</c>, or the protocol's name.</summary>
    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    /// <summary>Whether it is reached from outside the application (in publish mode).</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether the orchestrator listens on <see cref="Port"/> and forwards to <see cref="TargetPort"/>.</summary>
    public bool IsProxied
    {
        get => IsExplicitlyProxied ?? true;
        set => IsExplicitlyProxied = value;
    }

    /// <summary>What was said about <see cref="IsProxied"/>, if anything.</summary>
    public bool? IsExplicitlyProxied { get; set; }

    /// <summary>Whether references to the whole resource leave this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>Whether it speaks TLS.</summary>
    public bool TlsEnabled
    {
        get => field || UriScheme == "https";
        set;
    }

    /// <summary>Network that <see cref="AllocatedEndpoint"/> is for.</summary>
    public NetworkIdentifier DefaultNetworkID { get; }

    /// <summary>Where it can be reached, network by network.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; } = new();

    /// <summary>Where it can be reached from <see cref="DefaultNetworkID"/>; null until known.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => AllAllocatedEndpoints.For(DefaultNetworkID) is { HasValue: true } snapshot ? snapshot.GetValueAsync().GetAwaiter().GetResult() : null;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(DefaultNetworkID, value);
        }
    }

    /// <summary>Whether it came from launchSettings.json, and so is left out of a manifest's ports.</summary>
    internal bool FromLaunchProfile { get; set; }

    /// <summary>Setting that the port can be changed by, for error messages.</summary>
    internal string? PortSetting { get; set; }
}
