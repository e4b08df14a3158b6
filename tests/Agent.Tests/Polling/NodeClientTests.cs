using System.Net;
using System.Net.Sockets;
using Agent.Polling;

namespace Agent.Tests.Polling;

public sealed class NodeClientTests : IAsyncLifetime
{
    private FakeTfServing _node = null!;
    private NodeClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _node = await FakeTfServing.StartAsync();
        _node.Set("m", 1);
        _client = new(new(_node.Address), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_is_read_whole_also_when_it_outgrows_the_buffer()
    {
        for (var i = 0; i < 1000; i++)
        {
            _node.Set($"model-{i}", 1);
        }

        var answer = await GetAsync("/monitoring/prometheus/metrics");
        answer.Kind.ShouldBe(NodeAnswerKind.Ok);
        answer.Body.Length.ShouldBeGreaterThan(80_000);
        answer.Body.Span[^1].ShouldBe((byte)'\n');
    }

    [Fact]
    public async Task Statuses_are_told_apart()
    {
        (await GetAsync("/v1/models/m")).Kind.ShouldBe(NodeAnswerKind.Ok);
        (await GetAsync("/v1/models/other")).Kind.ShouldBe(NodeAnswerKind.NotFound);
        _node.Status = 503;
        (await GetAsync("/v1/models/m")).Kind.ShouldBe(NodeAnswerKind.Busy);
    }

    [Fact]
    public async Task No_answer_in_time_is_silent_and_the_next_request_is_none_the_worse()
    {
        _node.Delay = TimeSpan.FromSeconds(30);
        var answer = await GetAsync("/v1/models/m", seconds: 0.2);
        answer.Kind.ShouldBe(NodeAnswerKind.Silent);
        answer.Reason.ShouldNotBeNull().ShouldContain("no answer to GET /v1/models/m");
        _node.Delay = TimeSpan.Zero;
        (await GetAsync("/v1/models/m")).Kind.ShouldBe(NodeAnswerKind.Ok);
    }

    [Fact]
    public async Task A_refused_connection_is_gone()
    {
        (await GetAsync("/v1/models/m")).Kind.ShouldBe(NodeAnswerKind.Ok);
        await _node.DownAsync();
        (await GetAsync("/v1/models/m")).Kind.ShouldBe(NodeAnswerKind.Gone);
    }

    [Fact]
    public async Task A_server_that_was_replaced_between_two_requests_is_not_gone()
    {
        (await GetAsync("/v1/models/m")).Kind.ShouldBe(NodeAnswerKind.Ok);
        await _node.DownAsync();
        await _node.UpAsync();
        (await GetAsync("/v1/models/m")).Kind.ShouldBe(NodeAnswerKind.Ok);
    }

    [Fact]
    public async Task A_server_that_closes_every_connection_is_gone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new NodeClient(new($"http://{listener.LocalEndpoint}"), TimeProvider.System);
        var closing = CloseAllAsync(listener);
        (await Task.Run(() => client.Get("/", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken)).Kind.ShouldBe(NodeAnswerKind.Gone);
        listener.Stop();
        await closing;

        static async Task CloseAllAsync(TcpListener listener)
        {
            try
            {
                while (true)
                {
                    using var socket = await listener.AcceptSocketAsync();
                    await socket.ReceiveAsync(new byte[4096]);
                }
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                // The listener was stopped: the test is over.
            }
        }
    }

    [Fact]
    public async Task The_callers_cancellation_is_not_swallowed()
    {
        _node.Delay = TimeSpan.FromSeconds(30);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Should.ThrowAsync<OperationCanceledException>(() => Task.Run(() => _client.Get("/v1/models/m", TimeSpan.FromSeconds(20), stop.Token), TestContext.Current.CancellationToken));
    }

    private Task<NodeAnswer> GetAsync(string path, double seconds = 20)
        => Task.Run(() => _client.Get(path, TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
}
