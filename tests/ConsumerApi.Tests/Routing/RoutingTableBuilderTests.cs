using System.Collections.Immutable;
using ConsumerApi.Discovery;
using ConsumerApi.Routing;

namespace ConsumerApi.Tests.Routing;

public sealed class RoutingTableBuilderTests
{
    private readonly NodeStates _nodes = new();
    private readonly RoutingTableBuilder _builder;

    public RoutingTableBuilderTests() => _builder = new RoutingTableBuilder(_nodes, () => 0);

    [Fact]
    public void Build_finds_model_version_and_label_by_exact_name()
    {
        var table = _builder.Build([Model("ResNet", [Node("a", 2), Node("b", 1)], (1, [Node("b", 1)]), (2, [Node("a", 2)]))], RoutingTable.Unread, default);

        Names(table, new("ResNet")).ShouldBe("a b");
        Names(table, new("ResNet", 2)).ShouldBe("a");
        Names(table, new("ResNet", Label: "stable")).ShouldBe("b");
        table.Find(new("resnet")).ShouldBeNull();
        table.Find(new("ResNet", 3)).ShouldBeNull();
        table.Find(new("ResNet", Label: "Stable")).ShouldBeNull();
        table.Generation.ShouldBe(1);
    }

    [Fact]
    public void Build_turn_goes_on_and_order_does_not_depend_on_the_registry()
    {
        var picker = new RoundRobinPicker(TimeProvider.System);
        var first = _builder.Build([Model("m", [Node("a"), Node("b"), Node("c")])], RoutingTable.Unread, default);
        picker.Pick(first.Find(new("m"))!, default)!.Node.Name.ShouldBe("a");

        var second = _builder.Build([Model("m", [Node("c"), Node("a"), Node("b")])], first, default);

        picker.Pick(second.Find(new("m"))!, default)!.Node.Name.ShouldBe("b");
        picker.Pick(first.Find(new("m"))!, default)!.Node.Name.ShouldBe("c");
    }

    [Fact]
    public void Build_node_keeps_its_state_while_it_is_routed_to_and_is_forgotten_after()
    {
        var first = _builder.Build([Model("m", [Node("a"), Node("b")])], RoutingTable.Unread, default);
        var a = first.Find(new("m"))!.Node("a");
        a.Failed(TimeProvider.System, TimeSpan.FromHours(1));

        var second = _builder.Build([Model("m", [Node("a")]), Model("other", [Node("a")])], first, default);

        second.Find(new("m"))!.Node("a").ShouldBeSameAs(a);
        second.Find(new("other"))!.Node("a").ShouldBeSameAs(a);
        _nodes.All.ShouldBe([a]);
    }

    [Fact]
    public void Build_model_without_a_node_is_not_routable()
    {
        _builder.Build([Model("m", [])], RoutingTable.Unread, default).Models.ShouldBeEmpty();
    }

    [Fact]
    public void Build_same_name_at_another_address_is_another_node()
    {
        var first = _builder.Build([Model("m", [Node("a")])], RoutingTable.Unread, default);
        var second = _builder.Build([Model("m", [Node("a") with { Address = new Uri("http://10.0.0.9:1") }])], first, default);

        second.Find(new("m"))!.Node("a").ShouldNotBeSameAs(first.Find(new("m"))!.Node("a"));
    }

    private static string Names(RoutingTable table, RouteKey key) => string.Join(' ', table.Find(key)!.Targets.Select(t => t.Node.Name));

    private static DiscoveredEndpoint Node(string name, long version = 1) => new(name, new Uri($"http://{name}.test:8501"), version, 1, true);

    private static DiscoveredModel Model(string name, DiscoveredEndpoint[] any, params (long Version, DiscoveredEndpoint[] Nodes)[] versions) => new(
        name,
        [.. any],
        versions.ToImmutableSortedDictionary(v => v.Version, v => v.Nodes.ToImmutableArray()),
        versions.Take(1).ToImmutableSortedDictionary(_ => "stable", v => v.Nodes.ToImmutableArray()));
}
