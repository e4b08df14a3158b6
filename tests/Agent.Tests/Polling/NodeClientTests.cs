using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Agent.Polling;
using Agent.Polling.Http;
using Agent.Telemetry;

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

    /// <summary>A name has several addresses: which of the failures decides.</summary>
    [Theory]
    [InlineData(SocketError.ConnectionRefused, SocketError.ConnectionRefused, SocketError.ConnectionRefused)]
    [InlineData(SocketError.ConnectionRefused, SocketError.AddressNotAvailable, SocketError.ConnectionRefused)]
    [InlineData(SocketError.NetworkUnreachable, SocketError.ConnectionRefused, SocketError.ConnectionRefused)]
    [InlineData(SocketError.ConnectionRefused, SocketError.HostUnreachable, SocketError.HostUnreachable)]
    [InlineData(SocketError.TimedOut, SocketError.ConnectionRefused, SocketError.TimedOut)]
    [InlineData(SocketError.AddressNotAvailable, SocketError.AddressNotAvailable, SocketError.AddressNotAvailable)]
    public void A_node_is_gone_only_when_every_address_that_can_be_reached_refuses(SocketError first, SocketError second, SocketError expected)
        => NodeConnection.Telling([new((int)first), new((int)second)]).SocketErrorCode.ShouldBe(expected);

    [Fact]
    public void A_name_whose_addresses_all_refuse_is_gone()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // Nobody listens, and nobody else gets the port.
        using var client = new NodeClient(new($"http://localhost:{((IPEndPoint)closed.LocalEndPoint!).Port}"), TimeProvider.System);

        client.Get("/", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken).Kind.ShouldBe(NodeAnswerKind.Gone);
    }

    [Fact]
    public void A_name_is_answered_by_the_address_that_serves()
    {
        using var client = new NodeClient(new UriBuilder(_node.Address) { Host = "localhost" }.Uri, TimeProvider.System);

        client.Get("/v1/models/m", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken).Kind.ShouldBe(NodeAnswerKind.Ok);
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

    [Fact]
    public async Task A_call_within_a_trace_carries_its_context_and_is_a_span_of_it()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AgentTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var poll = AgentTelemetry.Source.StartActivity("poll")!;

        await GetAsync("/v1/models/m");
        await GetAsync("/v1/models/other");

        // Other tests of this assembly poll too.
        var calls = stopped.Where(span => span.TraceId == poll.TraceId).ToArray();
        calls.ShouldAllBe(call => call.Kind == ActivityKind.Client && call.ParentSpanId == poll.SpanId && call.DisplayName == "GET");
        calls.Select(call => call.GetTagItem("http.response.status_code")).ShouldBe([200, 404]);
        calls.Select(call => call.GetTagItem("url.full")).ShouldBe([$"{_node.Address}/v1/models/m", $"{_node.Address}/v1/models/other"]);
        _node.TraceParents.ShouldBe(calls.Select(call => call.Id));
    }

    [Fact]
    public async Task A_call_that_nobody_traces_carries_nothing()
    {
        await GetAsync("/v1/models/m");

        _node.TraceParents.ShouldBeEmpty();
    }

    private Task<NodeAnswer> GetAsync(string path, double seconds = 20)
        => Task.Run(() => _client.Get(path, TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
}
