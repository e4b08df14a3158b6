using System.Net;
using Agent.Addressing;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Nacos.V2;
using Registry.Bridge;

namespace Agent.Tests.Addressing;

public sealed class NodeLocatorTests
{
    private readonly FakeRoutes _routes = new();
    private readonly FakeLogger<NodeLocator> _log = new();

    [Theory]
    [InlineData("10.0.0.5:9000", "10.0.0.5", 9000)]
    [InlineData("node-1:8501", "node-1", 8501)]
    [InlineData("[fd00::1]:8501", "fd00::1", 8501)]
    public async Task The_advertised_address_is_the_given_one(string advertise, string host, int port)
    {
        _routes.Known["nacos"] = IPAddress.Parse("172.18.0.4");
        var address = await FindAsync(new() { Advertise = advertise, GrpcPort = 8500 });

        (address!.Ip, address.Port, address.GrpcPort, address.Cluster, address.Scheme).ShouldBe((host, port, 8500, "DEFAULT", "http"));
        address.Name.ShouldBe($"{host}:{port}");
        address.Agent.ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    [Fact]
    public async Task A_node_elsewhere_is_where_the_agent_reaches_it()
        => (await FindAsync(new() { Node = new("http://10.0.0.9:8501") }))!.Name.ShouldBe("10.0.0.9:8501");

    [Theory]
    [InlineData("http://localhost:8501")]
    [InlineData("http://127.0.0.1:8501")]
    [InlineData("http://[::1]:8501")]
    [InlineData("http://0.0.0.0:8501")]
    public async Task A_node_beside_the_agent_has_the_address_by_which_the_registry_is_reached(string node)
    {
        _routes.Known["nacos"] = IPAddress.Parse("10.0.1.7");

        (await FindAsync(new() { Node = new(node), Name = "node-1" })).ShouldSatisfyAllConditions(
            address => address!.Ip.ShouldBe("10.0.1.7"),
            address => address!.Port.ShouldBe(8501),
            address => address!.Name.ShouldBe("node-1"));
    }

    [Fact]
    public async Task The_address_is_looked_for_until_the_registry_is_known_and_then_stays()
    {
        var locator = Locator(new());
        (await locator.FindAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        (await locator.FindAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        locator.Name.ShouldBe("localhost:8501");
        _log.Collector.GetSnapshot().ShouldHaveSingleItem().Message.ShouldContain("No way leads to http://nacos:8848 yet");

        _routes.Known["nacos"] = IPAddress.Parse("10.0.1.7");
        (await locator.FindAsync(TestContext.Current.CancellationToken))!.Ip.ShouldBe("10.0.1.7");
        _routes.Known["nacos"] = IPAddress.Parse("10.0.1.8");
        (await locator.FindAsync(TestContext.Current.CancellationToken))!.Ip.ShouldBe("10.0.1.7");
        locator.Name.ShouldBe("10.0.1.7:8501");
    }

    [Fact]
    public async Task The_first_registry_that_is_known_counts()
    {
        _routes.Known["second"] = IPAddress.Parse("fd00::7");

        (await Locator(new(), "http://nacos:8848", "second:8848").FindAsync(TestContext.Current.CancellationToken))!.Ip.ShouldBe("fd00::7");
    }

    private async Task<NodeAddress?> FindAsync(AgentOptions options) => await Locator(options).FindAsync(TestContext.Current.CancellationToken);

    private NodeLocator Locator(AgentOptions options, params string[] registry)
        => new(options, Options.Create(new NacosSdkOptions { ServerAddresses = [.. registry.DefaultIfEmpty("http://nacos:8848")] }), _routes, _log);
}
