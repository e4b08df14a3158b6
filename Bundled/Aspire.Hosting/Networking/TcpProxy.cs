using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Networking;

/// <summary>Listens on the port that clients know and forwards each connection to a replica, in turn.</summary>
internal sealed partial class TcpProxy : IDisposable
{
    private readonly List<Socket> _listeners = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _name;
    private readonly ILogger _logger;
    private ImmutableArray<int> _targets = [];
    private int _next;

    private TcpProxy(string name, ILogger logger)
    {
        _name = name;
        _logger = logger;
    }

    public int Port { get; private set; }

    /// <summary>Listens on both loopback addresses, or on every address when asked to.</summary>
    /// <param name="name">For the log.</param>
    /// <param name="port">Port; 0 means any free one.</param>
    /// <param name="anyAddress">Whether to listen on every address.</param>
    /// <param name="logger">Log.</param>
    /// <exception cref="SocketException">The port is in use.</exception>
    public static TcpProxy Listen(string name, int port, bool anyAddress, ILogger logger)
    {
        var proxy = new TcpProxy(name, logger);
        try
        {
            proxy.Bind(anyAddress ? IPAddress.Any : IPAddress.Loopback, port);
            if (Socket.OSSupportsIPv6)
            {
                proxy.TryBindSecond(anyAddress ? IPAddress.IPv6Any : IPAddress.IPv6Loopback);
            }
        }
        catch
        {
            proxy._listeners.ForEach(l => l.Dispose());
            throw;
        }

        proxy._listeners.ForEach(listener => _ = proxy.AcceptAsync(listener));
        return proxy;
    }

    /// <summary>Listens on one address.</summary>
    /// <exception cref="SocketException">The port is in use.</exception>
    public static TcpProxy Listen(string name, IPAddress address, int port, ILogger logger)
    {
        var proxy = new TcpProxy(name, logger);
        try
        {
            proxy.Bind(address, port);
        }
        catch
        {
            proxy._listeners.ForEach(l => l.Dispose());
            throw;
        }

        _ = proxy.AcceptAsync(proxy._listeners[0]);
        return proxy;
    }

    /// <summary>Adds the port of a replica that has started.</summary>
    public void AddTarget(int port) => ImmutableInterlocked.Update(ref _targets, static (targets, added) => targets.Contains(added) ? targets : targets.Add(added), port);

    /// <summary>Removes the port of a replica that has ended.</summary>
    public void RemoveTarget(int port) => ImmutableInterlocked.Update(ref _targets, static (targets, removed) => targets.Remove(removed), port);

    public void Dispose()
    {
        // The token source stays: connections that are just ending still look at it.
        _stopping.Cancel();
        _listeners.ForEach(l => l.Dispose());
    }

    private void Bind(IPAddress address, int port)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listeners.Add(listener);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            listener.DualMode = false;
        }

        listener.Bind(new IPEndPoint(address, port));
        listener.Listen();
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    private void TryBindSecond(IPAddress address)
    {
        try
        {
            Bind(address, Port);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // IPv6 is compiled in but switched off: IPv4 alone then serves "localhost".
            _listeners[^1].Dispose();
            _listeners.RemoveAt(_listeners.Count - 1);
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                _ = ForwardAsync(client);
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException exception)
            {
                LogAcceptFailed(_logger, _name, exception.Message);
            }
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using (client)
        {
            try
            {
                using var server = await ConnectAsync().ConfigureAwait(false);
                if (server is null)
                {
                    return;
                }

                client.NoDelay = server.NoDelay = true;
                await Task.WhenAll(SocketRelay.CopyAsync(client, server, _stopping.Token), SocketRelay.CopyAsync(server, client, _stopping.Token)).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                LogConnectionEnded(_logger, _name, exception.Message);
            }
        }
    }

    /// <summary>Tries each replica once, beginning with the next in turn.</summary>
    private async Task<Socket?> ConnectAsync()
    {
        var targets = _targets;
        var start = (uint)Interlocked.Increment(ref _next);
        for (var i = 0; i < targets.Length; i++)
        {
            var port = targets[(int)((start + i) % targets.Length)];
            foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
            {
                var server = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await server.ConnectAsync(new IPEndPoint(address, port), _stopping.Token).ConfigureAwait(false);
                    return server;
                }
                catch (Exception exception)
                {
                    server.Dispose();
                    if (exception is not SocketException)
                    {
                        throw;
                    }
                }
            }
        }

        return null;
    }

    [LoggerMessage(1, LogLevel.Debug, "Connection of {Endpoint} ended: {Reason}")]
    private static partial void LogConnectionEnded(ILogger logger, string endpoint, string reason);

    [LoggerMessage(2, LogLevel.Warning, "{Endpoint} could not accept a connection: {Reason}")]
    private static partial void LogAcceptFailed(ILogger logger, string endpoint, string reason);
}
