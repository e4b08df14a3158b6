using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Networking;

/// <summary>Free and taken ports of this machine.</summary>
internal sealed class Ports
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _given = [];

    /// <summary>A port that is free now and was not given away before.</summary>
    public int TakeFree()
    {
        lock (_gate)
        {
            while (true)
            {
                using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                var port = ((IPEndPoint)probe.LocalEndPoint!).Port;
                if (_given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    public static bool IsInUse(int port) => IsInUse(IPAddress.Loopback, port) || (Socket.OSSupportsIPv6 && IsInUse(IPAddress.IPv6Loopback, port));

    private static bool IsInUse(IPAddress address, int port)
    {
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, port));
            probe.Listen();
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
