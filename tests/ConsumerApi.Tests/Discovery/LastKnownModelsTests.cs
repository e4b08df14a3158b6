using System.Collections.Immutable;
using ConsumerApi.Discovery;
using ConsumerApi.Routing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ConsumerApi.Tests.Discovery;

public sealed class LastKnownModelsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LastKnownModels _models;

    public LastKnownModelsTests() => _models = new LastKnownModels(
        Options.Create(new RoutingOptions { EmptyGrace = TimeSpan.FromSeconds(5) }), _time, NullLogger<LastKnownModels>.Instance);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Apply_model_suddenly_without_nodes_stays_for_the_grace_and_no_longer(bool stillListed)
    {
        _models.Apply([Model("a", "b")], out _);
        ImmutableArray<DiscoveredModel> empty = stillListed ? [Model()] : [];

        Nodes(_models.Apply(empty, out var recheck)).ShouldBe("a b");
        recheck.ShouldBe(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(4));
        Nodes(_models.Apply(empty, out recheck)).ShouldBe("a b");
        recheck.ShouldBe(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        _models.Apply(empty, out recheck).ShouldBeEmpty();
        recheck.ShouldBeNull();
    }

    [Fact]
    public void Apply_nodes_come_back_and_the_next_grace_is_a_whole_one()
    {
        _models.Apply([Model("a")], out _);
        _models.Apply([], out _);
        _time.Advance(TimeSpan.FromSeconds(4));
        Nodes(_models.Apply([Model("b")], out _)).ShouldBe("b");
        _time.Advance(TimeSpan.FromSeconds(4));

        Nodes(_models.Apply([], out var recheck)).ShouldBe("b");
        recheck.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Apply_shorter_list_is_believed_at_once()
    {
        _models.Apply([Model("a", "b", "c")], out _);

        Nodes(_models.Apply([Model("c")], out _)).ShouldBe("c");
    }

    [Fact]
    public void Apply_version_that_is_listed_already_is_routable_while_the_rest_is_held()
    {
        _models.Apply([Model("a")], out _);
        var partly = Model() with { Versions = ImmutableSortedDictionary<long, ImmutableArray<DiscoveredEndpoint>>.Empty.Add(2, [Node("a")]) };

        var held = _models.Apply([partly], out _).ShouldHaveSingleItem();

        held.Any.Length.ShouldBe(1);
        held.Versions.Keys.ShouldBe([2]);
    }

    [Fact]
    public void Apply_model_that_never_had_a_node_is_not_held() => _models.Apply([Model()], out _).ShouldBeEmpty();

    private static string Nodes(ImmutableArray<DiscoveredModel> models) => string.Join(' ', models.Single().Any.Select(e => e.Node));

    private static DiscoveredEndpoint Node(string name) => new(name, new Uri($"http://{name}.test:8501"), 1, 1, true);

    private static DiscoveredModel Model(params string[] nodes) => new(
        "m",
        [.. nodes.Select(Node)],
        ImmutableSortedDictionary<long, ImmutableArray<DiscoveredEndpoint>>.Empty,
        ImmutableSortedDictionary<string, ImmutableArray<DiscoveredEndpoint>>.Empty);
}
