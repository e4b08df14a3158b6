using System.Net;
using System.Net.Sockets;

namespace Rollcall.AppHost.Settings;

/// <summary>REST and gRPC port of a node.</summary>
internal readonly record struct NodePorts(int Rest, int Grpc);

/// <summary>The port of every server of the application.</summary>
/// <param name="Nacos">HTTP port of the registry; its gRPC port is always 1000 higher.</param>
/// <param name="Nodes">Ports of node-1, node-2, ….</param>
/// <param name="Consumer">Port of the consumer.</param>
/// <param name="Dashboard">Ports of the dashboard; null for those of the launch profile.</param>
internal sealed record RunPorts(int Nacos, IReadOnlyList<NodePorts> Nodes, int Consumer, IReadOnlyList<int>? Dashboard = null)
{
    /// <summary>Nacos clients derive the gRPC port by this distance; it is part of their protocol.</summary>
    public const int NacosGrpcOffset = 1000;

    /// <summary>8500 and 8501 are TensorFlow Serving's own; the next nodes follow at a distance of ten.</summary>
    public static RunPorts Default(int nodes)
        => new(8848, [.. Enumerable.Range(0, nodes).Select(number => new NodePorts(8501 + (10 * number), 8500 + (10 * number)))], 8080);

    public NodePorts Node(int number) => Nodes[number - 1];

    /// <summary>
    /// Picks ports nobody listens on. All are held until the last is picked, so that none comes twice; between here and the start
    /// of the servers another program could still take one.
    /// </summary>
    public static RunPorts PickFree(int nodeCount)
    {
        var held = new List<TcpListener>();
        try
        {
            var nodes = Enumerable.Range(0, nodeCount).Select(_ => new NodePorts(Hold(held, 0)!.Value, Hold(held, 0)!.Value)).ToArray();
            var dashboard = Enumerable.Range(0, DashboardPorts.Count).Select(_ => Hold(held, 0)!.Value).ToArray();
            return new RunPorts(PickPair(held), nodes, Hold(held, 0)!.Value, dashboard);
        }
        finally
        {
            held.ForEach(listener => listener.Stop());
        }
    }

    private static int PickPair(List<TcpListener> held)
    {
        // Free ports are many; a hundred misses mean that something else is wrong.
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = Hold(held, 0)!.Value;
            if (port + NacosGrpcOffset <= IPEndPoint.MaxPort && Hold(held, port + NacosGrpcOffset) is not null)
            {
                return port;
            }
        }

        throw new RunSettingsException("--ports random: no free pair of ports was found for the registry.");
    }

    private static int? Hold(List<TcpListener> held, int port)
    {
        // Every address: the servers listen on all of them.
        var listener = new TcpListener(IPAddress.IPv6Any, port);
        listener.Server.DualMode = true;
        try
        {
            listener.Start();
        }
        catch (SocketException) when (port != 0)
        {
            listener.Dispose();
            return null;
        }

        held.Add(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
