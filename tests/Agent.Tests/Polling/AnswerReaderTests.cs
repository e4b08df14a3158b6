using System.Net;
using System.Net.Sockets;
using System.Text;
using Agent.Polling;

namespace Agent.Tests.Polling;

/// <summary>Forms of HTTP answers, over a socket that answers each request with the next of them.</summary>
public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length:5\r\nX: y\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    public async Task A_complete_answer_leaves_the_connection_open(string answer)
    {
        using var node = new Node();
        var serving = node.ServeAsync([answer, "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", answer]);
        using var client = new NodeClient(node.Address, TimeProvider.System);
        Text(Get(client)).ShouldBe("hello");
        Get(client).Kind.ShouldBe(NodeAnswerKind.NotFound);
        Text(Get(client)).ShouldBe("hello");
        (await serving).ShouldBe(1);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nhello")]
    public async Task An_answer_that_ends_the_connection_is_followed_by_a_new_one(string answer)
    {
        using var node = new Node();
        var serving = node.ServeAsync([answer, answer], close: true);
        using var client = new NodeClient(node.Address, TimeProvider.System);
        Text(Get(client)).ShouldBe("hello");
        Text(Get(client)).ShouldBe("hello");
        (await serving).ShouldBe(2);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nlong\r\n")]
    public async Task Something_that_is_not_an_answer_is_busy_not_dead(string answer)
    {
        using var node = new Node();
        var serving = node.ServeAsync([answer]);
        using var client = new NodeClient(node.Address, TimeProvider.System);
        Get(client).Kind.ShouldBe(NodeAnswerKind.Busy);
        await serving;
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_twice_is_gone()
    {
        using var node = new Node();
        const string Half = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe";
        var serving = node.ServeAsync([Half, Half], close: true);
        using var client = new NodeClient(node.Address, TimeProvider.System);
        Get(client).Kind.ShouldBe(NodeAnswerKind.Gone);
        (await serving).ShouldBe(2);
    }

    private static NodeAnswer Get(NodeClient client) => client.Get("/", TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private static string Text(NodeAnswer answer) => Encoding.ASCII.GetString(answer.Body.Span);

    private sealed class Node : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Node() => _listener.Start();

        public Uri Address => new($"http://{_listener.LocalEndpoint}");

        public void Dispose() => _listener.Dispose();

        /// <summary>Answers one request after another; says how many connections that took.</summary>
        public Task<int> ServeAsync(string[] answers, bool close = false) => Task.Run(async () =>
        {
            var connections = 0;
            for (var next = 0; next < answers.Length;)
            {
                using var socket = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
                connections++;
                while (next < answers.Length && await socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken) > 0)
                {
                    await socket.SendAsync(Encoding.ASCII.GetBytes(answers[next++]), TestContext.Current.CancellationToken);
                    if (close)
                    {
                        socket.Shutdown(SocketShutdown.Both);
                        break;
                    }
                }
            }

            return connections;
        });
    }
}
