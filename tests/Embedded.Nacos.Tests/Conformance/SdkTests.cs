using Embedded.Nacos.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Nacos.V2;
using Nacos.V2.DependencyInjection;
using Rollcall.Tests;
using SdkInstance = Nacos.V2.Naming.Dtos.Instance;

namespace Embedded.Nacos.Tests.Conformance;

/// <summary>The registry and the .NET SDK, as the agents and the consumer use it.</summary>
public sealed class SdkTests
{
    [Fact]
    public async Task Registered_instance_is_listed_and_comes_back_when_the_registry_forgets_it()
    {
        await using var server = await TestRegistry.StartAsync();
        await using var container = Client(server);
        var naming = container.GetRequiredService<INacosNamingService>();
        await naming.RegisterInstance("1", "resnet", new SdkInstance
        {
            Ip = "10.0.0.1",
            Port = 8501,
            Weight = 2.5,
            Metadata = { ["model"] = "ResNet ü&=", ["preserved.heart.beat.interval"] = "100" },
        });
        var seen = (await naming.GetAllInstances("1", "resnet", subscribe: false)).ShouldHaveSingleItem();
        (seen.InstanceId, seen.Weight, seen.Metadata["model"]).ShouldBe(("10.0.0.1#8501#DEFAULT#resnet@@1", 2.5, "ResNet ü&="));

        server.Registry.Deregister(Cores.Service, new Endpoint("10.0.0.1", 8501)).ShouldBeTrue();
        await Eventually.HoldsAsync(() => server.Registry.Instances().Count == 1);

        await naming.DeregisterInstance("1", "resnet", "10.0.0.1", 8501);
        (await naming.GetAllInstances("1", "resnet", subscribe: false)).ShouldBeEmpty();
        (await naming.GetServerStatus()).ShouldBe("UP");
        await naming.ShutDown();
    }

    [Fact]
    public async Task Subscriber_is_told_of_what_an_operator_does()
    {
        await using var server = await TestRegistry.StartAsync();
        await using var container = Client(server);
        var naming = container.GetRequiredService<INacosNamingService>();
        var listener = new Listener();
        await server.SendAsync("POST", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1");
        await naming.Subscribe("s", listener);
        await Eventually.HoldsAsync(() => listener.Hosts == 1);
        await server.SendAsync("PUT", "/ns/instance?serviceName=s&ip=10.0.0.1&port=1&enabled=false");
        await Eventually.HoldsAsync(() => listener.Hosts == 0);
        await naming.ShutDown();
    }

    private static ServiceProvider Client(TestRegistry server) => new ServiceCollection()
        .AddLogging()
        .AddNacosV2Naming(options =>
        {
            options.ServerAddresses = [server.Client.BaseAddress!.ToString()];
            options.NamingUseRpc = false;
            options.ListenInterval = 50;
        })
        .BuildServiceProvider();

    private sealed class Listener : IEventListener
    {
        private volatile int _hosts = -1;

        public int Hosts => _hosts;

        public Task OnEvent(IEvent @event)
        {
            _hosts = ((global::Nacos.V2.Naming.Event.InstancesChangeEvent)@event).Hosts.Count;
            return Task.CompletedTask;
        }
    }
}
