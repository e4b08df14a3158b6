using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Agent.Polling.Http;

/// <summary>
/// A kept connection on a blocking socket. <see cref="SocketsHttpHandler"/> has none, not even for synchronous requests: each of its answers
/// wakes the socket engine and a pool thread, which costs about as much again as the poll itself.
/// </summary>
internal sealed class NodeConnection(Uri node) : IDisposable
{
    /// <summary>An unreachable machine does not answer a SYN; a reachable one does within milliseconds, however busy its server is.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private Socket? _socket;
    private Stream? _stream;

    /// <summary>Sends a request, over a new connection if there is none.</summary>
    public void Send(ReadOnlySpan<byte> request, Deadline deadline, CancellationToken cancellationToken)
    {
        _stream ??= Open(deadline, cancellationToken);
        _socket!.SendTimeout = deadline.Milliseconds;
        _stream.Write(request);
    }

    /// <summary>Receives what has arrived, at least one byte.</summary>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public int Receive(Span<byte> into, Deadline deadline)
    {
        var read = ReceiveToEnd(into, deadline);
        return read > 0 ? read : throw new EndOfStreamException("The connection was closed before the answer was complete.");
    }

    /// <summary>Receives what has arrived; 0 when the server closed the connection.</summary>
    public int ReceiveToEnd(Span<byte> into, Deadline deadline)
    {
        _socket!.ReceiveTimeout = deadline.Milliseconds;
        return _stream!.Read(into);
    }

    /// <summary>Makes a call that blocks in another thread fail.</summary>
    public void Abort() => Volatile.Read(ref _socket)?.Dispose();

    /// <summary>The next request opens a new connection.</summary>
    public void Close()
    {
        _stream?.Dispose();
        _stream = null;
        _socket?.Dispose();
        _socket = null;
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    private Stream Open(Deadline deadline, CancellationToken cancellationToken)
    {
        var socket = Connect(cancellationToken);
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (node.Scheme != Uri.UriSchemeHttps)
        {
            return stream;
        }

        socket.ReceiveTimeout = socket.SendTimeout = deadline.Milliseconds;
        var encrypted = new SslStream(stream);
        encrypted.AuthenticateAsClient(node.IdnHost);
        return encrypted;
    }

    /// <summary>A blocking connect with a limit: the system's own is minutes long when packets are dropped.</summary>
    private Socket Connect(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            // Looked up with the limit too. The thread is the poll's own, so that it may wait.
            var addresses = Dns.GetHostAddressesAsync(node.IdnHost, limit.Token).GetAwaiter().GetResult();
            using var stop = limit.Token.UnsafeRegister(static connection => ((NodeConnection)connection!).Abort(), this);
            return Connect(addresses, limit.Token);
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"no connection within {ConnectTimeout.TotalSeconds:F0} s", e);
        }
    }

    private Socket Connect(IPAddress[] addresses, CancellationToken cancellationToken)
    {
        var failures = new List<SocketException>();
        foreach (var address in addresses)
        {
            try
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

                // Stored before the token is asked, so that Abort finds it if the token is cancelled after that.
                Interlocked.Exchange(ref _socket, socket)?.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                socket.Connect(new IPEndPoint(address, node.Port));
                return socket;
            }
            catch (SocketException e)
            {
                failures.Add(e);
            }
        }

        throw Telling(failures);
    }

    /// <summary>
    /// The failure that tells most of several addresses: one that is neither a refusal nor a way that is missing here, since somebody may be behind it;
    /// else a refusal. A container without IPv6 still knows localhost as ::1, too, and that nothing leads there does not make a closed port open.
    /// </summary>
    internal static SocketException Telling(IReadOnlyList<SocketException> failures) => failures.MinBy(failure => failure.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => 1,
        SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported or SocketError.NetworkUnreachable => 2,
        _ => 0,
    }) ?? new((int)SocketError.HostNotFound);
}
