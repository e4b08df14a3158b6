using Embedded.Nacos.Registry;
using Embedded.Nacos.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Embedded.Nacos.Tests.Registry;

public sealed class OverrideTests
{
    private static readonly InstanceOverride s_offline = new(8, Enabled: false, new Metadata(new() { ["a"] = "operator" }));

    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceRegistry _registry;

    public OverrideTests() => _registry = Cores.Create(_clock);

    [Fact]
    public void Override_wins_over_what_the_owner_publishes_again()
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        Offline();
        _registry.Register(Cores.Service, Cores.Instance(1, weight: 3, metadata: [("a", "owner"), ("b", "owner")]));

        var instance = _registry.Instances().ShouldHaveSingleItem();
        (instance.Weight, instance.Enabled).ShouldBe((8, false));
        instance.Metadata.ShouldBe([new("a", "operator"), new("b", "owner")]);
    }

    [Theory]
    [InlineData(60_000, false)]
    [InlineData(60_001, true)]
    public void Override_survives_its_instance_by_a_minute(int gone, bool enabled)
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        Offline();
        _registry.Deregister(Cores.Service, Cores.Endpoint(1));
        _clock.Advance(TimeSpan.FromMilliseconds(gone));
        _registry.Sweep();
        _registry.Register(Cores.Service, Cores.Instance(1));
        _registry.Instances()[0].Enabled.ShouldBe(enabled);
    }

    [Fact]
    public void Override_of_a_running_instance_is_kept_for_ever()
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        Offline();
        for (var i = 0; i < 40; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            _registry.Beat(Cores.Service, Cores.Endpoint(1), out _);
            _registry.Sweep();
        }

        _registry.Instances()[0].Enabled.ShouldBeFalse();
    }

    [Fact]
    public void Override_stays_through_illness_and_recovery()
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        Offline();
        _clock.Advance(TimeSpan.FromSeconds(20));
        _registry.Sweep();
        _registry.Beat(Cores.Service, Cores.Endpoint(1), out _);
        var instance = _registry.Instances()[0];
        (instance.Healthy, instance.Enabled, instance.Weight).ShouldBe((true, false, 8));
    }

    [Fact]
    public void Override_is_for_one_cluster_of_the_endpoint()
    {
        _registry.Register(Cores.Service, Cores.Instance(1, cluster: "a"));
        _registry.Override(Cores.Service, Cores.Endpoint(1), "a", _ => s_offline);
        _registry.Register(Cores.Service, Cores.Instance(1, cluster: "b"));
        var instance = _registry.Instances().ShouldHaveSingleItem();
        (instance.Cluster, instance.Enabled).ShouldBe(("b", true));
    }

    [Fact]
    public void Override_of_an_unknown_service_is_refused()
    {
        _registry.Override(Cores.Service, Cores.Endpoint(1), "DEFAULT", _ => s_offline).ShouldBeFalse();
        _registry.Services.ShouldBeEmpty();
    }

    private void Offline() => _registry.Override(Cores.Service, Cores.Endpoint(1), "DEFAULT", _ => s_offline).ShouldBeTrue();
}
