using System.Net;
using ConsumerApi.Tests.Fakes;
using Rollcall.Tests;

namespace ConsumerApi.Tests.Forwarding;

public sealed class RestForwarderTests
{
    [Fact]
    public async Task Predict_three_nodes_answer_in_turn()
    {
        await using FakeNode a = new("a"), b = new("b"), c = new("c");
        await using var consumer = await Consumer.StartAsync(a, b, c);

        List<string?> nodes = [];
        for (var i = 0; i < 30; i++)
        {
            using var response = await consumer.PredictAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            nodes.Add(response.Node());
        }

        nodes.GroupBy(n => n).ShouldAllBe(n => n.Count() == 10);
        nodes.Take(3).Distinct().Count().ShouldBe(3);
        new[] { a.Requests, b.Requests, c.Requests }.ShouldAllBe(n => n == 10);
    }

    [Fact]
    public async Task Predict_relays_request_and_answer_unchanged()
    {
        await using var node = new FakeNode("a", exchange => exchange.AnswerAsync(400, "{ \"error\": \"<ü>\" }", "x-extra: 1", "x-rollcall-node: liar"));
        await using var consumer = await Consumer.StartAsync(node);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/models/m/versions/1:predict") { Content = new StringContent("{\"instances\": [") };
        request.Headers.Add("x-mine", "yes");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await consumer.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldBe("{ \"error\": \"<ü>\" }");
        response.Headers.GetValues("x-extra").ShouldBe(["1"]);
        response.Node().ShouldBe("a");
        node.Last!.RequestLine.ShouldBe("POST /v1/models/m/versions/1:predict HTTP/1.1");
        node.Last.Body.ShouldBe("{\"instances\": ["u8.ToArray());
        node.Last.Header("x-mine").ShouldBe("yes");
        node.Last.Header("Host").ShouldBe($"127.0.0.1:{node.Port}");
        // The trace goes on; with a span of our own in between the last part differs.
        node.Last.Header("traceparent").ShouldNotBeNull().ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("close")]
    [InlineData("half an answer")]
    [InlineData("503")]
    [InlineData("404")]
    public async Task Predict_node_fails_before_the_answer_asks_another(string failure)
    {
        await using var bad = new FakeNode("bad", exchange => failure switch
        {
            "reset" => exchange.ResetAsync(),
            "close" => exchange.CloseAsync(),
            "half an answer" => HalfAsync(exchange),
            _ => exchange.AnswerAsync(int.Parse(failure), "{}"),
        });
        await using var good = new FakeNode("good");
        await using var consumer = await Consumer.StartAsync(bad, good);

        for (var i = 0; i < 6; i++)
        {
            using var response = await consumer.PredictAsync("some body");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Node().ShouldBe("good");
            good.Last!.Body.ShouldBe("some body"u8.ToArray());
        }

        bad.Requests.ShouldBeGreaterThan(0);

        static async Task HalfAsync(FakeExchange exchange)
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            await exchange.ResetAsync();
        }
    }

    [Fact]
    public async Task Predict_node_refuses_is_passed_over_afterwards()
    {
        var gone = new FakeNode("gone");
        await using var good = new FakeNode("good");
        await using var consumer = await Consumer.StartAsync(["--Routing:FailureCooldown", "00:10:00"], gone, good);
        await gone.DisposeAsync();

        for (var i = 0; i < 20; i++)
        {
            using var response = await consumer.PredictAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var state = consumer.Routing.Current.Find(new("m"))!.Targets.Single(t => t.Node.Name == "gone").Node;
        state.Failures.ShouldBe(1);
    }

    [Fact]
    public async Task Predict_every_node_gone_says_which_and_why()
    {
        var gone = new FakeNode("gone");
        await using var broken = new FakeNode("broken", exchange => exchange.ResetAsync());
        await using var consumer = await Consumer.StartAsync(gone, broken);
        await gone.DisposeAsync();

        using var response = await consumer.PredictAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("gone accepts no connection");
        text.ShouldContain("broken broke the connection before answering");
        broken.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(404)]
    public async Task Predict_every_node_says_no_relays_the_last(int status)
    {
        await using FakeNode a = new("a", Say), b = new("b", Say);
        await using var consumer = await Consumer.StartAsync(a, b);

        using var response = await consumer.PredictAsync();

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldBe("the node's own words");
        (a.Requests, b.Requests).ShouldBe((1, 1));

        Task Say(FakeExchange exchange) => exchange.AnswerAsync(status, "the node's own words");
    }

    [Fact]
    public async Task Predict_answer_breaks_off_after_its_beginning_was_relayed_breaks_and_is_not_retried()
    {
        var relayed = new TaskCompletionSource();
        await using var bad = new FakeNode("bad", async exchange =>
        {
            await exchange.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{new string('x', 50_000)}");
            await relayed.Task;
            await exchange.ResetAsync();
        });
        await using var consumer = await Consumer.StartAsync(bad);
        await using var good = new FakeNode("good");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/models/m:predict") { Content = new StringContent("{}") };
        using var response = await consumer.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        consumer.Discovery.Set("m", (1, [bad.Endpoint(), good.Endpoint()]));
        await consumer.WaitAsync(t => t.Find(new("m"))!.Targets.Length == 2);
        relayed.SetResult();

        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
        good.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Predict_chunked_answer_and_chunked_request_are_relayed()
    {
        await using var node = new FakeNode("a", exchange => exchange.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"));
        await using var consumer = await Consumer.StartAsync(node);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/models/m:predict") { Content = new StringContent(new string('b', 100_000)) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await consumer.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe("hello world");
        node.Last!.Body.Length.ShouldBe(100_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Predict_body_beyond_the_replay_limit_is_streamed(bool chunked)
    {
        await using var node = new FakeNode("a", async exchange =>
            await exchange.AnswerAsync(200, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(exchange.Body))));
        await using var consumer = await Consumer.StartAsync(["--Routing:MaxReplayBytes", "100000"], node);
        var body = new byte[3_000_000];
        new Random(1).NextBytes(body);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/models/m:predict") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await consumer.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(body)));
    }

    [Fact]
    public async Task Predict_streamed_body_is_not_retried_once_it_has_left()
    {
        await using FakeNode a = new("a", e => e.ResetAsync()), b = new("b", e => e.ResetAsync());
        await using var consumer = await Consumer.StartAsync(["--Routing:MaxReplayBytes", "10"], a, b);

        using var response = await consumer.PredictAsync(new string('x', 1000));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (a.Requests + b.Requests).ShouldBe(1);
    }

    [Fact]
    public async Task Predict_no_answer_in_time_is_504()
    {
        await using var node = new FakeNode("slow", exchange => Task.Delay(Timeout.Infinite, exchange.Stopping));
        await using var consumer = await Consumer.StartAsync(["--Routing:RequestTimeout", "00:00:00.2"], node);

        using var response = await consumer.PredictAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        (await response.Content.ReadAsStringAsync()).ShouldContain("No answer within 0.2 s");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Predict_client_leaves_the_node_is_left_too()
    {
        var arrived = new TaskCompletionSource();
        await using var node = new FakeNode("slow", exchange =>
        {
            arrived.SetResult();
            return Task.Delay(Timeout.Infinite, exchange.Stopping);
        });
        await using var consumer = await Consumer.StartAsync(node);
        var state = consumer.Routing.Current.Find(new("m"))!.Targets.Single().Node;
        using var leave = new CancellationTokenSource();

        var asked = consumer.Client.PostAsync("/v1/models/m:predict", new StringContent("{}"), leave.Token);
        await arrived.Task;
        state.InFlight.ShouldBe(1);
        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        await Eventually.HoldsAsync(() => state.InFlight == 0);
        state.Failures.ShouldBe(0);
    }

    [Fact]
    public async Task Predict_client_that_left_or_was_too_slow_does_not_disturb_the_requests_after_it()
    {
        await using var node = new FakeNode("a");
        await using var consumer = await Consumer.StartAsync(["--Routing:RequestTimeout", "00:00:00.5"], node);
        for (var round = 0; round < 3; round++)
        {
            node.OnRequest = exchange => Task.Delay(Timeout.Infinite, exchange.Stopping);
            using var leave = new CancellationTokenSource();
            var left = consumer.Client.PostAsync("/v1/models/m:predict", new StringContent("{}"), leave.Token);
            using (var late = await consumer.PredictAsync())
            {
                late.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
            }

            await leave.CancelAsync();
            await left.ContinueWith(_ => { }, TaskScheduler.Default);

            node.OnRequest = exchange => exchange.AnswerAsync(200, "{}");
            for (var i = 0; i < 5; i++)
            {
                using var response = await consumer.PredictAsync();
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }
    }

    [Fact]
    public async Task Predict_nodes_change_under_load_no_request_fails()
    {
        await using FakeNode a = new("a"), b = new("b"), c = new("c");
        await using var consumer = await Consumer.StartAsync(a, b);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var asked = 0;
            while (!stop.IsCancellationRequested)
            {
                using var response = await consumer.PredictAsync();
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                asked++;
            }

            return asked;
        })).ToList();

        for (var round = 0; round < 50; round++)
        {
            var generation = consumer.Routing.Current.Generation;
            consumer.Discovery.Set("m", (1, round % 2 == 0 ? [b.Endpoint(), c.Endpoint()] : [a.Endpoint(), b.Endpoint()]));
            await consumer.WaitAsync(t => t.Generation > generation);
            var before = a.Requests + b.Requests + c.Requests;
            await Eventually.HoldsAsync(() => a.Requests + b.Requests + c.Requests > before + 8 || load.Exists(l => l.IsCompleted));
        }

        await stop.CancelAsync();
        (await Task.WhenAll(load)).ShouldAllBe(asked => asked > 0);
        (a.Requests > 0 && b.Requests > 0 && c.Requests > 0).ShouldBeTrue();
    }
}
