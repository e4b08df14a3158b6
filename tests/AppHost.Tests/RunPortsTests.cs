using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.Tests;

public sealed class RunPortsTests
{
    [Fact]
    public void PickFree_gives_every_server_a_port_of_its_own()
    {
        for (var i = 0; i < 20; i++)
        {
            var ports = RunPorts.PickFree(3);

            int[] all = [ports.Nacos, ports.Nacos + 1000, ports.Consumer, .. ports.Nodes.SelectMany(node => new[] { node.Rest, node.Grpc })];
            all.ShouldBeUnique();
            all.ShouldAllBe(port => port > 0 && port <= 65535);
        }
    }

    [Fact]
    public void Default_ports_are_those_of_the_originals()
    {
        RunPorts.Default(3).Nacos.ShouldBe(8848);
        RunPorts.Default(3).Node(1).ShouldBe(new NodePorts(8501, 8500));
        RunPorts.Default(3).Node(3).ShouldBe(new NodePorts(8521, 8520));
    }
}
