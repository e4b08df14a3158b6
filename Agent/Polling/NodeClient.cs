using System.Net;
using System.Net.Sockets;

namespace Agent.Polling;

/// <summary>
/// HTTP to the node, on one kept connection and into one reused buffer: the agent is a guest on the node's machine. Not safe for
/// concurrent calls.
/// </summary>
internal sealed class NodeClient : INodeClient, IDisposable
{
    /// <summary>An unreachable machine does not answer a SYN; a reachable one does within milliseconds, however busy its server is.</summary>
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Monitoring text of a thousand models is some MB; more is not monitoring text, and would be held in memory.</summary>
    private const int MaxBody = 16 * 1024 * 1024;

    private readonly HttpMessageInvoker _http;
    private readonly Uri _node;
    private readonly TimeProvider _time;
    private byte[] _buffer = new byte[16 * 1024];

    public NodeClient(Uri node, TimeProvider time)
    {
        _node = node;
        _time = time;
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = s_connectTimeout,
            MaxConnectionsPerServer = 1,
            // Longer than any poll interval worth having; the default of a minute would do for 1 s polls only.
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            UseCookies = false,
            UseProxy = false,
        });
    }

    /// <inheritdoc />
    public async ValueTask<NodeAnswer> GetAsync(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        // A connection that is reset may have been a kept one of a server that has since been replaced: a new one tells.
        var retried = false;
        while (true)
        {
            try
            {
                return await GetOnceAsync(path, both.Token);
            }
            catch (Exception e) when (IsReset(e) && !retried)
            {
                retried = true;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
            {
                return NodeAnswer.Failed(IsReset(e) || IsRefused(e) ? NodeAnswerKind.Gone : NodeAnswerKind.Busy, e.Message);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return NodeAnswer.Failed(NodeAnswerKind.Silent, limit.IsCancellationRequested
                    ? $"no answer to GET {path} within {timeout.TotalSeconds:F0} s"
                    : $"no connection within {s_connectTimeout.TotalSeconds:F0} s");
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static bool IsReset(Exception e) =>
        e is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } or SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown }
        || (e.InnerException is { } inner && IsReset(inner));

    private static bool IsRefused(Exception e) =>
        e is SocketException { SocketErrorCode: SocketError.ConnectionRefused } || (e.InnerException is { } inner && IsRefused(inner));

    private async Task<NodeAnswer> GetOnceAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_node, path));
        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return NodeAnswer.Failed(NodeAnswerKind.NotFound, $"GET {path} was answered 404");
        }

        if (!response.IsSuccessStatusCode)
        {
            return NodeAnswer.Failed(NodeAnswerKind.Busy, $"GET {path} was answered {(int)response.StatusCode}");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
            {
                if (length >= MaxBody)
                {
                    return NodeAnswer.Failed(NodeAnswerKind.Busy, $"the answer to GET {path} is longer than {MaxBody} bytes");
                }

                Array.Resize(ref _buffer, length * 2);
            }

            var read = await body.ReadAsync(_buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return NodeAnswer.Ok(_buffer.AsMemory(0, length));
            }

            length += read;
        }
    }
}
