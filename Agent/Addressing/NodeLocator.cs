using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Nacos.V2;
using Registry.Bridge;

namespace Agent.Addressing;

/// <summary>
/// The node as its consumers reach it: at <c>Agent:Advertise</c>; else where the agent reaches it; and if that is this machine or container, at the
/// own address by which the registry is reached. Consumers reach the registry too, so of several networks that is the one they share: the network of
/// a Compose project and not another, the overlay of a swarm and not the bridge to its host.
/// </summary>
internal sealed class NodeLocator(AgentOptions options, IOptions<NacosSdkOptions> registry, IRoutes routes, ILogger<NodeLocator> logger)
{
    private bool _saidUnknown;

    /// <summary>The address; null until it is found.</summary>
    public NodeAddress? Address { get; private set; } = Stated(options);

    /// <summary>The node's name, for people.</summary>
    public string Name => Address?.Name ?? (string.IsNullOrWhiteSpace(options.Name) ? options.Node!.Authority : options.Name);

    /// <summary>Looks for the address, unless it is known.</summary>
    public async ValueTask<NodeAddress?> FindAsync(CancellationToken cancellationToken)
    {
        if (Address is not null)
        {
            return Address;
        }

        foreach (var server in registry.Value.ServerAddresses.Select(Uri))
        {
            if (await routes.SourceToAsync(server, cancellationToken) is { } source)
            {
                Address = Made(options, source.ToString(), options.Node!.Port);
                Log.Found(logger, source.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{source}]" : source.ToString(), options.Node.Port, server.Authority);
                return Address;
            }
        }

        if (!_saidUnknown)
        {
            _saidUnknown = true;
            Log.Unknown(logger, string.Join(", ", registry.Value.ServerAddresses));
        }

        return null;
    }

    private static NodeAddress? Stated(AgentOptions options) =>
        AdvertisedAddress.TryParse(options.Advertise, out var given) ? Made(options, given.Host, given.Port)
        : IsHere(options.Node!) ? null
        : Made(options, options.Node!.IdnHost, options.Node.Port);

    private static bool IsHere(Uri node) => node.IsLoopback || (IPAddress.TryParse(node.IdnHost, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    private static Uri Uri(string server) => new(server.Contains("://", StringComparison.Ordinal) ? server : $"http://{server}");

    private static NodeAddress Made(AgentOptions options, string host, int port) => new()
    {
        Name = string.IsNullOrWhiteSpace(options.Name) ? $"{host}:{port}" : options.Name,
        Ip = host,
        Port = port,
        GrpcPort = options.GrpcPort,
        Cluster = options.Cluster,
        Scheme = options.Node!.Scheme,
        Agent = typeof(NodeLocator).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0",
    };
}
