using System.Globalization;
using System.Text;
using Rollcall.Integration.Running;
using Rollcall.Tests;

namespace Rollcall.Docker;

/// <summary>The published file as a stack: scaled and updated under load.</summary>
public sealed class SwarmTests(Engine engine)
{
    private readonly StringBuilder _transcript = new();
    private readonly long _started = TimeProvider.System.GetTimestamp();

    [Fact]
    public async Task Scaling_and_a_rolling_update_cost_no_request()
    {
        engine.Require();
        using var machine = await MachineLock.AcquireAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(await Engine.DockerAsync("info", "--format", "{{.Swarm.LocalNodeState}}") != "inactive", "This engine is part of a swarm already; the test makes one and leaves it.");
        var before = await Engine.BelongingsAsync();
        await Engine.DockerAsync("tag", "node:latest", "node:next");
        using var folder = await ComposeFolder.PublishAsync();
        await using (var swarm = new Swarm(folder))
        {
            await swarm.DeployAsync();
            using var published = new Published(await Swarm.ConsumerAsync());
            var first = await published.NodesAsync(3);
            Say("docker stack deploy -c docker-compose.yaml rollcall", $"3 nodes answer: {string.Join(", ", first)}");

            await using var load = new Load(published.PredictAsync);
            await load.MoreAsync();
            await Swarm.ScaleAsync(5);
            await published.NodesAsync(5);
            Say("docker service scale rollcall_node=5", $"5 nodes answer; {Count(load)}");

            await Swarm.ScaleAsync(2);
            var left = await published.NodesAsync(2);
            Say("docker service scale rollcall_node=2", $"2 nodes answer; {Count(load)}");

            await Swarm.UpdateAsync("node:next");
            (await published.NodesAsync(2)).Intersect(left).ShouldBeEmpty("every node was replaced");
            await load.MoreAsync();
            Say("docker service update --image node:next rollcall_node", $"2 new nodes answer; {Count(load)}");
            _transcript.AppendLine(await Swarm.TasksAsync());

            var failed = await load.StopAsync();
            Say("(load stopped)", Count(load));
            failed.ShouldBeEmpty();
            load.Answers.Count.ShouldBeGreaterThan(500);
        }

        await Engine.DockerAsync("image", "rm", "node:next");
        (await Engine.BelongingsAsync()).ShouldBe(before, ignoreOrder: true);
        await File.WriteAllTextAsync(Path.Combine(Checkout.Root, "artifacts", "rolling-update.txt"), _transcript.ToString(), TestContext.Current.CancellationToken);
    }

    private static string Count(Load load)
    {
        var answers = load.Answers.ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{answers.Length} requests, {answers.Count(answer => answer.Status != 200)} failed");
    }

    private void Say(string command, string outcome)
        => _transcript.AppendLine(CultureInfo.InvariantCulture, $"[{TimeProvider.System.GetElapsedTime(_started).TotalSeconds,5:0.0} s] {command}").AppendLine(CultureInfo.InvariantCulture, $"          {outcome}");
}
