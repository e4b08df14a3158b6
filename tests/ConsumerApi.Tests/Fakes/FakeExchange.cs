using System.Net.Sockets;
using System.Text;

namespace ConsumerApi.Tests.Fakes;

/// <summary>One request at a <see cref="FakeNode"/> and the means to answer it, well or badly.</summary>
internal sealed class FakeExchange(NetworkStream stream, string head, CancellationToken stopping)
{
    public string RequestLine => head[..head.IndexOf('\r')];

    public byte[] Body { get; set; } = [];

    public bool IsClosed { get; private set; }

    public CancellationToken Stopping => stopping;

    public string? Header(string name) => head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    public Task AnswerAsync(int status, string body, params string[] headers) =>
        SendAsync($"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\n{string.Concat(headers.Select(h => h + "\r\n"))}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public async Task SendAsync(string raw) => await stream.WriteAsync(Encoding.UTF8.GetBytes(raw), stopping);

    /// <summary>Ends the connection with a reset.</summary>
    public Task ResetAsync()
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    /// <summary>Ends the connection in good order, without an answer.</summary>
    public Task CloseAsync()
    {
        stream.Socket.LingerState = new LingerOption(false, 0);
        stream.Socket.Shutdown(SocketShutdown.Both);
        IsClosed = true;
        return Task.CompletedTask;
    }
}
