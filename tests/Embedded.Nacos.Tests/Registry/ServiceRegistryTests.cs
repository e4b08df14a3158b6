using Embedded.Nacos.Registry;
using Embedded.Nacos.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Embedded.Nacos.Tests.Registry;

public sealed class ServiceRegistryTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceRegistry _registry;

    public ServiceRegistryTests() => _registry = Cores.Create(_clock);

    [Fact]
    public void Read_after_a_write_sees_it()
    {
        for (var i = 1; i <= 20; i++)
        {
            _registry.Register(Cores.Service, Cores.Instance(i)).ShouldBe(RegisterOutcome.Added);
            _registry.Instances().Count.ShouldBe(i);
        }
    }

    [Fact]
    public void Snapshot_is_shared_until_the_next_change_and_never_changes_itself()
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        var first = _registry.Find(Cores.Service);
        _registry.Beat(Cores.Service, Cores.Endpoint(1), out _);
        _registry.Find(Cores.Service).ShouldBeSameAs(first);
        _registry.Register(Cores.Service, Cores.Instance(2));
        _registry.Find(Cores.Service).ShouldNotBeSameAs(first);
        first!.Instances.Length.ShouldBe(1);
    }

    [Fact]
    public void Register_again_replaces_and_keeps_no_metadata_of_before()
    {
        _registry.Register(Cores.Service, Cores.Instance(1, metadata: [("a", "1")]));
        _registry.Register(Cores.Service, Cores.Instance(1, weight: 5, metadata: [("b", "2")])).ShouldBe(RegisterOutcome.Replaced);
        var instance = _registry.Instances().ShouldHaveSingleItem();
        instance.Weight.ShouldBe(5);
        instance.Metadata.ShouldHaveSingleItem().Key.ShouldBe("b");
    }

    [Fact]
    public void Register_into_a_declared_service_is_refused()
    {
        _registry.Declare(Cores.Service, ServiceSettings.Default).ShouldBeTrue();
        _registry.Declare(Cores.Service, ServiceSettings.Default).ShouldBeFalse();
        _registry.Register(Cores.Service, Cores.Instance(1)).ShouldBe(RegisterOutcome.PersistentService);
    }

    [Fact]
    public void Delete_of_a_service_with_instances_is_refused()
    {
        _registry.Register(Cores.Service, Cores.Instance(1));
        _registry.Delete(Cores.Service).ShouldBeFalse();
        _registry.Deregister(Cores.Service, Cores.Endpoint(1)).ShouldBeTrue();
        _registry.Deregister(Cores.Service, Cores.Endpoint(1)).ShouldBeFalse();
        _registry.Delete(Cores.Service).ShouldBeTrue();
        _registry.Delete(Cores.Service).ShouldBeFalse();
    }

    [Fact]
    public void Services_come_in_order_and_follow_every_change()
    {
        foreach (var name in (string[])["2", "10", "1"])
        {
            _registry.Register(Cores.Service with { Name = name }, Cores.Instance(1));
            _registry.Services.ShouldContain(service => service.Key.Name == name);
        }

        _registry.Services.Select(service => service.Key.Name).ShouldBe(["1", "10", "2"]);
    }

    [Fact]
    public async Task Writers_and_cleaner_at_once_lose_no_registration()
    {
        using var stop = new CancellationTokenSource();
        var cleaner = Task.Run(() =>
        {
            var cleaned = 0;
            while (!stop.IsCancellationRequested)
            {
                cleaned += _registry.SweepServices(TimeSpan.Zero);
            }

            return cleaned;
        });
        await Parallel.ForEachAsync(Enumerable.Range(1, 4), async (worker, _) =>
        {
            await Task.Yield();
            for (var i = 0; i < 5_000; i++)
            {
                _registry.Register(Cores.Service, Cores.Instance(worker));
                _registry.Instances().ShouldContain(instance => instance.Endpoint == Cores.Endpoint(worker));
                _registry.Deregister(Cores.Service, Cores.Endpoint(worker)).ShouldBeTrue();
            }
        });
        await stop.CancelAsync();
        (await cleaner).ShouldBeGreaterThan(0);
    }
}
