using ConsumerApi.Tests.Fakes;

namespace ConsumerApi.Tests.Routing;

public sealed class RoutingTableUpdaterTests
{
    [Fact]
    public async Task Update_follows_the_registry_at_once()
    {
        await using FakeNode a = new("a"), b = new("b");
        await using var consumer = await Consumer.StartAsync(["--Routing:EmptyGrace", "0"], a);

        consumer.Discovery.Set("m", [("stable", 1)], (1, [a.Endpoint()]), (2, [b.Endpoint(2)]));

        var table = await consumer.WaitAsync(t => t.Find(new("m", 2)) is not null);
        table.Find(new("m"))!.Targets.Length.ShouldBe(2);
        table.Find(new("m", Label: "stable"))!.Targets.Single().Node.Name.ShouldBe("a");

        consumer.Discovery.SetEmpty();
        (await consumer.WaitAsync(t => t.Models.Count == 0)).IsRead.ShouldBeTrue();
    }

    [Fact]
    public async Task Update_resolver_fails_the_last_nodes_stay_and_the_change_comes_later()
    {
        await using FakeNode a = new("a"), b = new("b");
        await using var consumer = await Consumer.StartAsync(a);
        var generation = consumer.Routing.Current.Generation;

        consumer.Discovery.Fault = new InvalidOperationException("away");
        consumer.Discovery.Set("m", (1, [b.Endpoint()]));
        using (var response = await consumer.PredictAsync())
        {
            response.Node().ShouldBe("a");
        }

        consumer.Discovery.Fault = null;
        consumer.Discovery.Set("m", (1, [b.Endpoint()]));
        var table = await consumer.WaitAsync(t => t.Generation > generation && t.Find(new("m"))?.Targets is [{ Node.Name: "b" }]);
        table.ShouldNotBeNull();
    }

    [Fact]
    public async Task Update_model_suddenly_without_nodes_is_still_answered_until_the_grace_is_over()
    {
        await using var a = new FakeNode("a");
        await using var consumer = await Consumer.StartAsync(["--Routing:EmptyGrace", "00:00:01"], a);

        consumer.Discovery.Set("m", (2, []));
        using (var response = await consumer.PredictAsync())
        {
            response.Node().ShouldBe("a");
        }

        (await consumer.WaitAsync(t => t.Models.Count == 0)).Generation.ShouldBe(2);
    }

    [Fact]
    public async Task Update_nothing_new_keeps_the_table()
    {
        await using var a = new FakeNode("a");
        await using var consumer = await Consumer.StartAsync(a);
        var table = consumer.Routing.Current;

        consumer.Discovery.Set("m", (1, [a.Endpoint()]));
        consumer.Discovery.Set("n", (1, [a.Endpoint()]));

        (await consumer.WaitAsync(t => t.Models.ContainsKey("n"))).Generation.ShouldBe(table.Generation + 1);
    }
}
