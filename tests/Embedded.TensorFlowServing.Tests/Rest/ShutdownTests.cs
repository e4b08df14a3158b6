using System.Net.Sockets;
using System.Text;
using Embedded.TensorFlowServing.Tests.Fakes;
using Rollcall.Tests;

namespace Embedded.TensorFlowServing.Tests.Rest;

public sealed class ShutdownTests
{
    private const string Request = "POST /v1/models/half:predict HTTP/1.1\r\nHost: h\r\nContent-Length: 19\r\n\r\n{\"instances\":[2.0]}";

    [Fact]
    public async Task Request_in_flight_is_answered_and_the_connection_closed()
    {
        using var hold = new ManualResetEventSlim();
        var servable = new FakeServable { Hold = hold };
        await using var server = await TestServer.StartAsync(prepare: loader => loader.OnLoad = (_, _) => servable);
        using var client = await ConnectAsync(server.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Request), TestContext.Current.CancellationToken);
        servable.Entered.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken).ShouldBeTrue();

        var stopping = server.StopAsync();
        await Eventually.HoldsAsync(() => Refuses(server.Port), "the port to close");
        hold.Set();
        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken);
        await stopping;

        answer.ShouldStartWith("HTTP/1.1 200 OK\r\n");
        answer.ShouldContain("Connection: close\r\n");
        answer.ShouldEndWith("{\n    \"predictions\": [3.0\n    ]\n}");
    }

    [Fact]
    public async Task Requests_racing_with_the_stop_get_all_of_an_answer_or_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var answered = 0;
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var answer = await RoundTripAsync(server.Port);
                if (answer.Length > 0)
                {
                    answer.ShouldStartWith("HTTP/1.1 200 OK\r\n");
                    answer.ShouldEndWith("]\n}");
                    Interlocked.Increment(ref answered);
                }
            }
        }, TestContext.Current.CancellationToken)).ToArray();

        await Eventually.HoldsAsync(() => Volatile.Read(ref answered) > 100, "some traffic");
        await server.StopAsync();
        await done.CancelAsync();
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Drain_serves_on_and_asks_to_leave()
    {
        await using var server = await TestServer.StartAsync(flags => flags.DrainSeconds = 1);
        var stopping = server.StopAsync();
        await Eventually.HoldsAsync(() => RoundTripAsync(server.Port).GetAwaiter().GetResult().Contains("Connection: close"), "an answer that says goodbye");
        await stopping;
        Refuses(server.Port).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_that_takes_too_long_is_a_gateway_timeout()
    {
        using var hold = new ManualResetEventSlim();
        await using var server = await TestServer.StartAsync(
            flags => flags.RestApiTimeoutInMs = 100,
            loader => loader.OnLoad = (_, _) => new FakeServable { Hold = hold });
        using var response = await server.Client.PostAsync("/v1/models/half:predict", new StringContent("{\"instances\":[2.0]}"), TestContext.Current.CancellationToken);
        ((int)response.StatusCode, response.ReasonPhrase).ShouldBe((504, "Gateway Time-out"));
    }

    [Fact]
    public async Task Client_that_leaves_ends_its_run()
    {
        using var hold = new ManualResetEventSlim();
        var servable = new FakeServable { Hold = hold };
        await using var server = await TestServer.StartAsync(prepare: loader => loader.OnLoad = (_, _) => servable);
        using (var client = await ConnectAsync(server.Port))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Request), TestContext.Current.CancellationToken);
            servable.Entered.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken).ShouldBeTrue();
        }

        await Eventually.HoldsAsync(
            () => server.GetAsync("/monitoring/prometheus/metrics").GetAwaiter().GetResult().Body.Contains("status=\"CANCELLED\"} 1"),
            "the run to be cancelled");
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        return client;
    }

    private static async Task<string> RoundTripAsync(int port)
    {
        try
        {
            using var client = await ConnectAsync(port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Request.Replace("Host: h\r\n", "Host: h\r\nConnection: close\r\n")));
            return await new StreamReader(client.GetStream()).ReadToEndAsync();
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return "";
        }
    }

    private static bool Refuses(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
