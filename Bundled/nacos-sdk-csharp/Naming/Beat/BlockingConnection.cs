using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Nacos.V2.Naming.Beat;

/// <summary>
/// A keep-alive HTTP/1.1 connection on blocking sockets. <see cref="HttpClient"/> opens connections on the thread pool; beats must
/// go out while that is starved, or a busy node would lose its lease because it is busy.
/// </summary>
internal sealed class BlockingConnection(Uri server, TimeSpan timeout) : IDisposable
{
    /// <summary>Answers to beats are below 100 bytes and to registrations 2; more than this is not a Nacos server.</summary>
    private const int LargestAnswer = 64 * 1024;

    private readonly byte[] _buffer = new byte[LargestAnswer];
    private Stream? _stream;

    public Uri Server { get; } = server;

    public void Dispose() => Close();

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="request">Complete request, headers and body.</param>
    /// <param name="body">The body of the answer; valid until the next call.</param>
    /// <returns>The HTTP status.</returns>
    /// <exception cref="IOException">Connecting, sending or receiving failed or took longer than the timeout.</exception>
    public int Send(ReadOnlySpan<byte> request, out ReadOnlySpan<byte> body)
    {
        var reused = _stream is not null;
        try
        {
            return Exchange(request, out body);
        }
        catch (IOException) when (reused)
        {
            // The server closed an idle connection; requests on this path can be repeated.
            return Exchange(request, out body);
        }
    }

    private int Exchange(ReadOnlySpan<byte> request, out ReadOnlySpan<byte> body)
    {
        try
        {
            _stream ??= Open();
            _stream.Write(request);
            var answer = HttpAnswer.Read(_stream, _buffer);
            if (!answer.KeepAlive)
            {
                Close();
            }

            body = _buffer.AsSpan(answer.BodyStart, answer.BodyLength);
            return answer.Status;
        }
        catch (Exception error) when (error is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            Close();
            throw error as IOException ?? new IOException(error.Message, error);
        }
    }

    private Stream Open()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var milliseconds = (int)timeout.TotalMilliseconds;
            socket.SendTimeout = milliseconds;
            socket.ReceiveTimeout = milliseconds;
            Connect(socket, milliseconds);
            var stream = new NetworkStream(socket, ownsSocket: true);
            if (Server.Scheme != Uri.UriSchemeHttps)
            {
                return stream;
            }

            var encrypted = new SslStream(stream);
            encrypted.AuthenticateAsClient(Server.Host);
            return encrypted;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A connect with a limit: the system's own is minutes long when packets are dropped. Not one of the asynchronous ones, after which a socket
    /// no longer blocks: each answer would go through the socket engine and the thread pool.
    /// </summary>
    private void Connect(Socket socket, int milliseconds)
    {
        using var limit = new CancellationTokenSource(milliseconds);
        using var stop = limit.Token.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket);
        try
        {
            socket.Connect(EndPoint());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException && limit.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    private System.Net.EndPoint EndPoint()
        => System.Net.IPAddress.TryParse(Server.Host.Trim('[', ']'), out var address)
            ? new System.Net.IPEndPoint(address, Server.Port)
            : new System.Net.DnsEndPoint(Server.Host, Server.Port);

    private void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }

    /// <summary>A request of the beat thread, encoded once and sent many times.</summary>
    public static byte[] Encode(Uri server, string method, string target, string form)
        => Encoding.ASCII.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: {Http.ServerList.HostHeader(server)}\r\nUser-Agent: Nacos-CSharp-Client:v1.3.10\r\n"
            + $"Content-Type: application/x-www-form-urlencoded;charset=utf-8\r\nContent-Length: {form.Length}\r\n\r\n{form}");
}
