using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConsumerApi.Tests.Fakes;

/// <summary>A node on a raw socket, so that it can break a connection at any byte. It reads whole requests and answers each by <see cref="OnRequest"/>.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private int _requests;

    public FakeNode(string name, Func<FakeExchange, Task>? onRequest = null)
    {
        Name = name;
        OnRequest = onRequest ?? (exchange => exchange.AnswerAsync(200, $"{{\"node\": \"{name}\"}}"));
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Task.Run(AcceptAsync);
    }

    public string Name { get; }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public Func<FakeExchange, Task> OnRequest { get; set; }

    /// <summary>Requests that arrived completely.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The last request's head and body.</summary>
    public FakeExchange? Last { get; private set; }

    /// <summary>Refuses connections from now on and resets those there are.</summary>
    public async Task KillAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _connections.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        // InvalidOperationException: stopped between two accepts.
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            return;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        socket.LingerState = new LingerOption(true, 0);
        using var stream = new NetworkStream(socket);
        try
        {
            while (await ReadAsync(stream) is { } exchange)
            {
                Last = exchange;
                Interlocked.Increment(ref _requests);
                await OnRequest(exchange);
                if (exchange.IsClosed)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task<FakeExchange?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var text = Encoding.Latin1.GetString([.. head]);
        var exchange = new FakeExchange(stream, text, _stop.Token);
        var body = new MemoryStream();
        if (exchange.Header("Content-Length") is { } length)
        {
            var content = new byte[int.Parse(length)];
            await stream.ReadExactlyAsync(content, _stop.Token);
            body.Write(content);
        }
        else if (exchange.Header("Transfer-Encoding") == "chunked")
        {
            while (int.Parse(await LineAsync(stream), System.Globalization.NumberStyles.HexNumber) is var size and > 0)
            {
                var content = new byte[size];
                await stream.ReadExactlyAsync(content, _stop.Token);
                body.Write(content);
                await LineAsync(stream);
            }

            await LineAsync(stream);
        }

        exchange.Body = body.ToArray();
        return exchange;
    }

    private async Task<string> LineAsync(NetworkStream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd();
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';
}
