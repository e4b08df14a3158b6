using System.Collections.Immutable;
using Lists = System.Collections.Immutable.ImmutableDictionary<(string Group, string Service), System.Collections.Immutable.ImmutableArray<Registry.Bridge.RegistryInstance>>;

namespace Registry.Bridge.Tests.Directory;

public sealed class SnapshotBuilderTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly HashSet<string> _refused = [];
    private Lists _lists = Lists.Empty;
    private ImmutableArray<ModelEntry> _models = [];

    [Fact]
    public void A_node_is_routable_when_its_highest_version_is_registered()
    {
        Index("resnet", Instance(1, ("model", "ResNet"), ("versions", "2,1"), ("node", "node-1"), ("grpc.port", "8500"), ("labels", "stable:1")));
        Versions("ResNet", 2, Instance(1) with { Weight = 2 });
        Versions("ResNet", 1, Instance(1) with { Healthy = false });

        var model = Build().ShouldHaveSingleItem();
        (model.Name, model.DiscoveryName).ShouldBe(("ResNet", "resnet"));
        model.Versions.ShouldBe([2, 1]);
        var node = model.Nodes.ShouldHaveSingleItem();
        (node.Node, node.GrpcPort, node.Labels["stable"]).ShouldBe(("node-1", 8500, 1));
        (node.Default!.Version, node.Default.Weight, node.Default.Healthy).ShouldBe((2, 2d, true));
    }

    [Fact]
    public void A_highest_version_taken_offline_takes_the_node_off_but_not_its_other_versions()
    {
        Index("m", Instance(1, ("model", "m"), ("versions", "2,1")));
        Versions("m", 2, Instance(1));
        Versions("m", 1, Instance(1));
        Build();
        Versions("m", 2);

        var node = Build()[0].Nodes[0];
        node.Default.ShouldBeNull();
        node.Versions.Select(v => v.Version).ShouldBe([1]);

        Versions("m", 2, Instance(1));
        Build()[0].Nodes[0].Default!.Version.ShouldBe(2);
    }

    [Fact]
    public void A_new_version_whose_list_lags_does_not_hide_the_node_until_the_grace_ends()
    {
        Index("m", Instance(1, ("model", "m"), ("versions", "1")));
        Versions("m", 1, Instance(1));
        Build();
        Index("m", Instance(1, ("model", "m"), ("versions", "2,1")));
        Versions("m", 2);

        Build()[0].Nodes[0].Default!.Version.ShouldBe(1);
        Build(after: 4)[0].Nodes[0].Default!.Version.ShouldBe(1);
        Build(after: 5)[0].Nodes[0].Default.ShouldBeNull();
        Versions("m", 2, Instance(1));
        Build(after: 6)[0].Nodes[0].Default!.Version.ShouldBe(2);
    }

    [Fact]
    public void A_version_that_replaces_the_only_one_does_not_hide_the_node_while_its_list_lags()
    {
        Index("m", Instance(1, ("model", "m"), ("versions", "1")));
        Versions("m", 1, Instance(1) with { Weight = 5 });
        Build();
        Index("m", Instance(1, ("model", "m"), ("versions", "2")));
        Versions("m", 1);

        Build()[0].Nodes[0].Default!.Weight.ShouldBe(5);
        Build(after: 4)[0].Nodes[0].Default!.Weight.ShouldBe(5);
        Versions("m", 2, Instance(1));
        Build(after: 4)[0].Nodes[0].Default!.Version.ShouldBe(2);
    }

    [Fact]
    public void Of_names_that_differ_in_case_the_known_one_stays_and_the_other_is_refused()
    {
        Index("net", Instance(1, ("model", "net"), ("versions", "1")));
        Versions("net", 1, Instance(1));
        Build();
        Index("net", Instance(1, ("model", "net"), ("versions", "1")), Instance(2, ("model", "NET"), ("versions", "1")));

        Build().ShouldHaveSingleItem().Name.ShouldBe("net");
        _refused.ShouldBe(["NET"]);
    }

    [Fact]
    public void Hold_keeps_what_is_missing_and_takes_what_is_new()
    {
        Index("m", Instance(1, ("model", "m"), ("versions", "1")), Instance(2, ("model", "m"), ("versions", "1")));
        Versions("m", 1, Instance(1), Instance(2));
        Build();
        Index("m", Instance(3, ("model", "m"), ("versions", "1")));
        Versions("m", 1, Instance(3));

        Build(hold: true)[0].Nodes.Select(n => (n.Port, n.Default?.Version)).ShouldBe([(1, 1), (2, 1), (3, 1)]);
        Build()[0].Nodes.Select(n => n.Port).ShouldBe([3]);
    }

    [Fact]
    public void Instances_without_a_model_or_under_another_name_are_left_out()
    {
        Index("payments", Instance(1));
        Index("net", Instance(1, ("model", "other"), ("versions", "1")));
        Build().ShouldBeEmpty();
    }

    [Fact]
    public void Metadata_that_cannot_be_read_is_left_out()
    {
        Index("m", Instance(1, ("model", "m"), ("versions", "x,-1, 3,3,,99999999999999999999"), ("labels", "a,b:,c:x,:3,d:4"), ("grpc.port", "high")));
        var node = Build()[0].Nodes[0];
        node.Indexed.ShouldBe([3]);
        node.Labels.ShouldBe([new("d", 4)]);
        node.GrpcPort.ShouldBeNull();
    }

    [Fact]
    public void The_same_lists_build_equal_models()
    {
        Index("m", Instance(1, ("model", "m"), ("versions", "1")));
        Versions("m", 1, Instance(1, ("a", "b")));
        Build().SequenceEqual(Build()).ShouldBeTrue();
    }

    private static RegistryInstance Instance(int port, params (string Key, string Value)[] metadata)
        => new("10.0.0.1", port, 1, true, metadata.ToDictionary(m => m.Key, m => m.Value));

    private void Index(string service, params RegistryInstance[] instances) => _lists = _lists.SetItem(("DEFAULT_GROUP", service), [.. instances]);

    private void Versions(string model, long version, params RegistryInstance[] instances) => _lists = _lists.SetItem((model, $"{version}"), [.. instances]);

    private ImmutableArray<ModelEntry> Build(double after = 0, bool hold = false)
        => _models = SnapshotBuilder.Build(_models, _lists, hold, s_now.AddSeconds(after), _refused);
}
