using System.Diagnostics;
using Rollcall.Integration.Running;
using Rollcall.Tests;

namespace Rollcall.Integration;

/// <summary>Nodes that are stopped and that crash under load, their model servers being children of their agents.</summary>
public sealed class SupervisorTests(SupervisedNodes nodes) : IClassFixture<SupervisedNodes>
{
    [Fact]
    public async Task Stopped_node_costs_no_request_even_where_none_is_sent_twice_and_exits_as_its_server_does()
    {
        await using var load = new Load(nodes.PredictOnceAsync);
        await load.MoreAsync();

        var server = nodes.ServerOf("node-1");
        var stop = nodes.Agent("node-1").StopAsync(TestContext.Current.CancellationToken);
        await nodes.AnswersFromAsync("node-2");
        await stop;
        (await nodes.Agent("node-1").WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(143);
        Directory.Exists($"/proc/{server}").ShouldBeFalse();
        await load.MoreAsync();

        nodes.Restart("node-1");
        await nodes.AnswersFromAsync("node-1", "node-2");
        (await load.StopAsync()).ShouldBeEmpty();
        load.Answers.Count.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task Crashed_server_costs_no_request_leaves_the_registry_and_comes_back()
    {
        await using var load = new Load(nodes.PredictAsync);
        await load.MoreAsync();

        var before = nodes.ServerOf("node-2");
        using (var server = Process.GetProcessById(before))
        {
            server.Kill();
        }

        await Eventually.HoldsAsync(() => nodes.Agent("node-2").Tail.Contains("Deregistered digits version 1 of node-2", StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => nodes.ServerOf("node-2") != before);
        await nodes.AnswersFromAsync("node-1", "node-2");
        (await load.StopAsync()).ShouldBeEmpty();
        nodes.Agent("node-2").Tail.ShouldContain("ended with exit code 137; it is started again in");
    }
}
