using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Nacos.V2.Exceptions;
using Nacos.V2.Naming.Event;
using Nacos.V2.Tests.Fakes;

namespace Nacos.V2.Tests;

public sealed class SubscriptionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribe_tells_the_first_list_and_each_change_once()
    {
        var hosts = Clients.Hosts("10.0.0.2", "10.0.0.1");
        using var registry = new ThreadedRegistry(_ => (200, hosts));
        await using var container = Clients.Container(registry.Address);
        var listener = new Listener();

        await container.GetRequiredService<INacosNamingService>().Subscribe("s", listener);
        var first = await listener.NextAsync(Cancel);
        for (var i = 0; i < 3; i++)
        {
            registry.Next("GET /nacos/v1/ns/instance/list"); // Read again without a change: no event.
        }

        hosts = Clients.Hosts("10.0.0.3");
        var second = await listener.NextAsync(Cancel);

        first.Hosts.Select(host => host.Ip).ShouldBe(["10.0.0.1", "10.0.0.2"]);
        (first.ServiceName, first.GroupName).ShouldBe(("s", "DEFAULT_GROUP"));
        second.Hosts.Select(host => host.Ip).ShouldBe(["10.0.0.3"]);
    }

    [Fact]
    public async Task Subscription_keeps_its_list_while_the_registry_is_away_and_goes_on_after()
    {
        var registry = new ThreadedRegistry(_ => (200, Clients.Hosts("10.0.0.1")));
        await using var container = Clients.Container(registry.Address);
        var naming = container.GetRequiredService<INacosNamingService>();
        var listener = new Listener();
        await naming.Subscribe("s", listener);
        await listener.NextAsync(Cancel);

        var port = registry.Port;
        registry.Dispose();
        await Should.ThrowAsync<NacosException>(naming.GetAllInstances("s", subscribe: false));
        (await naming.GetAllInstances("s")).ShouldHaveSingleItem().Ip.ShouldBe("10.0.0.1");

        using var back = new ThreadedRegistry(_ => (200, Clients.Hosts("10.0.0.9")), port);
        (await listener.NextAsync(Cancel)).Hosts.ShouldHaveSingleItem().Ip.ShouldBe("10.0.0.9");
    }

    [Fact]
    public async Task Subscribe_while_the_registry_is_away_throws_and_stays_subscribed()
    {
        var registry = new ThreadedRegistry(_ => (200, Clients.Hosts("10.0.0.1")));
        var port = registry.Port;
        registry.Dispose();
        await using var container = Clients.Container($"127.0.0.1:{port}");
        var listener = new Listener();

        var error = await Should.ThrowAsync<NacosException>(container.GetRequiredService<INacosNamingService>().Subscribe("s", listener));
        using var back = new ThreadedRegistry(_ => (200, Clients.Hosts("10.0.0.1")), port);

        error.ErrorCode.ShouldBe(NacosException.CLIENT_DISCONNECT);
        (await listener.NextAsync(Cancel)).Hosts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Listener_that_throws_hears_the_next_change()
    {
        var hosts = Clients.Hosts("10.0.0.1");
        using var registry = new ThreadedRegistry(_ => (200, hosts));
        await using var container = Clients.Container(registry.Address);
        var listener = new Listener { Throws = true };

        await container.GetRequiredService<INacosNamingService>().Subscribe("s", listener);
        await listener.NextAsync(Cancel);
        hosts = Clients.Hosts("10.0.0.2");

        (await listener.NextAsync(Cancel)).Hosts.ShouldHaveSingleItem().Ip.ShouldBe("10.0.0.2");
    }

    [Fact]
    public async Task Unsubscribe_ends_the_reads()
    {
        using var registry = new ThreadedRegistry(seen => (200, seen.Path.EndsWith("list", StringComparison.Ordinal) ? Clients.Hosts("10.0.0.1") : "{}"));
        await using var container = Clients.Container(registry.Address);
        var naming = container.GetRequiredService<INacosNamingService>();
        var listener = new Listener();
        await naming.Subscribe("s", listener);
        await naming.Subscribe("t", new Listener());

        await naming.Unsubscribe("s", listener);
        (await naming.GetSubscribeServices()).ShouldHaveSingleItem().Name.ShouldBe("t");

        registry.Forget();

        // A round may have been under way; every later one reads t only.
        registry.Next(seen => seen.Parameters["serviceName"].EndsWith("@@t", StringComparison.Ordinal));
        registry.Next(seen => seen.Parameters["serviceName"].EndsWith("@@t", StringComparison.Ordinal));
        registry.Next(_ => true).Parameters["serviceName"].ShouldBe("DEFAULT_GROUP@@t");
    }

    [Theory]
    [InlineData("""{"status":"UP"}""", "UP")]
    [InlineData("""{"status":"STARTING"}""", "DOWN")]
    [InlineData("<html>", "DOWN")]
    public async Task GetServerStatus_says_how_the_server_is(string answer, string status)
    {
        using var registry = new ThreadedRegistry(_ => (200, answer));
        await using var container = Clients.Container(registry.Address);

        (await container.GetRequiredService<INacosNamingService>().GetServerStatus()).ShouldBe(status);
    }

    [Fact]
    public async Task SelectOneHealthyInstance_without_any_says_so()
    {
        using var registry = new ThreadedRegistry(_ => (200, """{"hosts":[{"ip":"1.1.1.1","port":1,"healthy":false,"enabled":true,"weight":1}]}"""));
        await using var container = Clients.Container(registry.Address);
        var naming = container.GetRequiredService<INacosNamingService>();

        (await naming.SelectInstances("s", healthy: false)).ShouldHaveSingleItem().Ip.ShouldBe("1.1.1.1");
        (await Should.ThrowAsync<NacosException>(naming.SelectOneHealthyInstance("s"))).Message.ShouldContain("DEFAULT_GROUP@@s");
    }

    private sealed class Listener : IEventListener
    {
        private readonly Channel<InstancesChangeEvent> _events = Channel.CreateUnbounded<InstancesChangeEvent>();

        public bool Throws { get; init; }

        public async Task OnEvent(IEvent @event)
        {
            await _events.Writer.WriteAsync((InstancesChangeEvent)@event);
            if (Throws)
            {
                throw new InvalidOperationException("A listener of the test throws.");
            }
        }

        public async Task<InstancesChangeEvent> NextAsync(CancellationToken cancellationToken)
            => await _events.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
    }
}
