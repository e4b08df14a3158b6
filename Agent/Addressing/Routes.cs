using System.Net;
using System.Net.Sockets;

namespace Agent.Addressing;

/// <summary>Asks the kernel: a UDP socket that is connected has its own address, and nothing is sent.</summary>
internal sealed class Routes : IRoutes
{
    /// <inheritdoc />
    public async ValueTask<IPAddress?> SourceToAsync(Uri server, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(server.IdnHost, cancellationToken);
            // IPv4 first: it is what model servers listen on everywhere.
            return addresses.OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6).Select(address => Source(new(address, server.Port))).FirstOrDefault(source => source is not null);
        }
        catch (SocketException)
        {
            return null; // The name is not known, or not yet: a platform knows it when the registry's container is there.
        }
    }

    private static IPAddress? Source(IPEndPoint server)
    {
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(server);
            return (socket.LocalEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            return null; // No route, or no such family here.
        }
    }
}
