using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Agent.Polling.Http;
using Agent.Telemetry;

namespace Agent.Polling;

/// <summary>
/// HTTP to the node, on one kept connection and into one reused buffer: the agent is a guest on the node's machine. Not safe for
/// concurrent calls.
/// </summary>
internal sealed class NodeClient : INodeClient, IDisposable
{
    private readonly Uri _node;
    private readonly TimeProvider _time;
    private readonly NodeConnection _connection;
    private readonly AnswerReader _answers;
    private readonly Dictionary<string, byte[]> _requests = new(StringComparer.Ordinal);

    public NodeClient(Uri node, TimeProvider time)
    {
        _node = node;
        _time = time;
        _connection = new(node);
        _answers = new(_connection);
    }

    /// <inheritdoc />
    public NodeAnswer Get(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var span = NodeCall.Begin(_node, path);
        var answer = GetUntilAnswered(path, timeout, span, cancellationToken);
        NodeCall.Complete(span, answer);
        return answer;
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private NodeAnswer GetUntilAnswered(string path, TimeSpan timeout, Activity? span, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(timeout, _time);
        using var stop = cancellationToken.UnsafeRegister(static connection => ((NodeConnection)connection!).Abort(), _connection);
        // A connection that is reset may have been a kept one of a server that has since been replaced: a new one tells.
        var retried = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return GetOnce(path, deadline, span, cancellationToken);
            }
            catch (Exception e) when (cancellationToken.IsCancellationRequested || e is IOException or SocketException or TimeoutException or InvalidDataException or AuthenticationException)
            {
                _connection.Close();
                cancellationToken.ThrowIfCancellationRequested();
                if (IsReset(e) && !retried)
                {
                    retried = true;
                    continue;
                }

                return Failure(e, $"GET {path}", timeout);
            }
        }
    }

    private static NodeAnswer Failure(Exception e, string request, TimeSpan timeout) => e switch
    {
        TimeoutException => NodeAnswer.Failed(NodeAnswerKind.Silent, e.Message),
        _ when Is(e, SocketError.TimedOut, SocketError.WouldBlock) => NodeAnswer.Failed(NodeAnswerKind.Silent, $"no answer to {request} within {timeout.TotalSeconds:F0} s"),
        InvalidDataException => NodeAnswer.Failed(NodeAnswerKind.Busy, $"{request}: {e.Message}"),
        _ => NodeAnswer.Failed(IsReset(e) || Is(e, SocketError.ConnectionRefused) ? NodeAnswerKind.Gone : NodeAnswerKind.Busy, e.Message),
    };

    private static bool IsReset(Exception e) => e is EndOfStreamException || Is(e, SocketError.ConnectionReset, SocketError.Shutdown);

    private static bool Is(Exception e, params ReadOnlySpan<SocketError> errors) =>
        (e is SocketException socket && errors.Contains(socket.SocketErrorCode)) || (e.InnerException is { } inner && Is(inner, errors));

    private NodeAnswer GetOnce(string path, Deadline deadline, Activity? span, CancellationToken cancellationToken)
    {
        _connection.Send(span is null ? Request(path) : Encoding.ASCII.GetBytes(Text(path, $"traceparent: {span.Id}\r\n")), deadline, cancellationToken);
        var (status, body, keepAlive) = _answers.Read(deadline);
        span?.SetTag("http.response.status_code", status);
        if (!keepAlive)
        {
            _connection.Close();
        }

        return status switch
        {
            >= 200 and < 300 => NodeAnswer.Ok(body),
            404 => NodeAnswer.Failed(NodeAnswerKind.NotFound, $"GET {path} was answered 404"),
            _ => NodeAnswer.Failed(NodeAnswerKind.Busy, $"GET {path} was answered {status}"),
        };
    }

    /// <summary>The same bytes for every poll, as long as nobody traces.</summary>
    private byte[] Request(string path)
    {
        if (!_requests.TryGetValue(path, out var request))
        {
            request = _requests[path] = Encoding.ASCII.GetBytes(Text(path, ""));
        }

        return request;
    }

    private string Text(string path, string headers)
    {
        // With the brackets of an IPv6 address, which IdnHost lacks.
        var host = _node.HostNameType == UriHostNameType.IPv6 ? _node.Host : _node.IdnHost;
        return $"GET {path} HTTP/1.1\r\nHost: {host}{(_node.IsDefaultPort ? "" : $":{_node.Port}")}\r\n{headers}\r\n";
    }
}
