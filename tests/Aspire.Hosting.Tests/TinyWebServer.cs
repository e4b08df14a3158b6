using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aspire.Hosting.Tests;

/// <summary>Answers every request with its process id: 503 some times at first, then 200.</summary>
internal static class TinyWebServer
{
    public static async Task<int> RunAsync(int port, int refusals)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        var buffer = new byte[4096];
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            if (await stream.ReadAsync(buffer) == 0)
            {
                continue;
            }

            var body = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var status = refusals-- > 0 ? "503 Service Unavailable" : "200 OK";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        }
    }
}
