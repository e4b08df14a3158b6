using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nacos.V2.Tests.Fakes;

/// <summary>One request as the registry got it; parameters of query and form together.</summary>
internal sealed record SeenRequest(string Method, string Path, IReadOnlyDictionary<string, string> Parameters)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>
/// A registry on blocking sockets and threads of its own, so that it answers while a test starves the thread pool it shares with
/// the client. Keeps no state: a test says how each request is answered.
/// </summary>
internal sealed class ThreadedRegistry : IDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentBag<Socket> _connections = [];
    private volatile bool _stopped;

    public ThreadedRegistry(Func<SeenRequest, (int Status, string Body)> answer, int port = 0)
    {
        Answer = answer;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Start(AcceptLoop);
    }

    public Func<SeenRequest, (int Status, string Body)> Answer { get; set; }

    public BlockingCollection<SeenRequest> Requests { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>Takes requests until one fits; fails after ten seconds.</summary>
    public SeenRequest Next(Func<SeenRequest, bool> fits)
    {
        while (Requests.TryTake(out var request, TimeSpan.FromSeconds(10)))
        {
            if (fits(request))
            {
                return request;
            }
        }

        throw new TimeoutException("No such request came.");
    }

    public SeenRequest Next(string what) => Next(request => request.ToString() == what);

    /// <summary>Forgets the requests seen so far.</summary>
    public void Forget()
    {
        for (var count = Requests.Count; count > 0 && Requests.TryTake(out _); count--)
        {
        }
    }

    public void Dispose()
    {
        _stopped = true;
        _listener.Stop();
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private static void Start(Action body) => new Thread(() => body()) { IsBackground = true }.Start();

    private void AcceptLoop()
    {
        while (!_stopped)
        {
            try
            {
                var socket = _listener.AcceptSocket();
                _connections.Add(socket);
                Start(() => Serve(socket));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return; // Disposed.
            }
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            while (reader.ReadLine() is { Length: > 0 } first)
            {
                var length = 0;
                while (reader.ReadLine() is { Length: > 0 } header)
                {
                    if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                    {
                        length = int.Parse(header.AsSpan(15), CultureInfo.InvariantCulture);
                    }
                }

                var form = new char[length];
                reader.ReadBlock(form);
                var parts = first.Split(' ');
                var target = parts[1].Split('?', 2);
                var seen = new SeenRequest(parts[0], target[0], Parse(target.ElementAtOrDefault(1) + "&" + new string(form)));
                var (status, body) = Answer(seen);
                stream.Write(Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
                Requests.Add(seen);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return; // The client or the test closed the connection.
        }
    }

    private static Dictionary<string, string> Parse(string text)
        => text.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""));
}
