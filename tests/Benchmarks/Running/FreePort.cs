using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Running;

/// <summary>Ports that nobody listens on.</summary>
internal static class FreePort
{
    public static IReadOnlyList<int> Take(int count)
    {
        // All open at once: the same port would otherwise be given twice.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    public static int Take() => Take(1)[0];
}
