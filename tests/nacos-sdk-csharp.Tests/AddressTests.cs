using Nacos.V2.Exceptions;
using Nacos.V2.Naming;
using Nacos.V2.Naming.Dtos;
using Nacos.V2.Naming.Http;

namespace Nacos.V2.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("localhost", "http://localhost:8848/")]
    [InlineData("localhost:80", "http://localhost/")]
    [InlineData("http://10.1.1.1", "http://10.1.1.1:8848/")]
    [InlineData("https://nacos.example:443", "https://nacos.example/")]
    [InlineData("http://[::1]:9000/", "http://[::1]:9000/")]
    [InlineData("http://[::1]", "http://[::1]:8848/")]
    public void ServerList_fills_in_scheme_and_port(string address, string uri)
        => new ServerList([address]).Current.ToString().ShouldBe(uri);

    [Theory]
    [InlineData("")]
    [InlineData("ftp://x")]
    [InlineData("http://")]
    public void ServerList_refuses_what_is_no_address(string address)
        => Should.Throw<NacosException>(() => new ServerList([address])).ErrorCode.ShouldBe(NacosException.CLIENT_INVALID_PARAM);

    [Fact]
    public void ServerList_leaves_a_server_once_however_many_saw_it_fail()
    {
        var servers = new ServerList(["a:1,b:2", "c:3"]);
        var failed = servers.Current;

        servers.Leave(failed);
        servers.Leave(failed);

        servers.Current.Host.ShouldBe("b");
        servers.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("s", null, "DEFAULT_GROUP@@s")]
    [InlineData("s", "g", "g@@s")]
    [InlineData("h@@s", "g", "h@@s")]
    public void ServiceKey_lets_the_group_in_the_name_win(string name, string? group, string grouped)
        => new ServiceKey(name, group).Grouped.ShouldBe(grouped);

    [Theory]
    [InlineData("")]
    [InlineData("@@s")]
    [InlineData("g@@")]
    public void ServiceKey_refuses_names_without_a_part(string name)
        => Should.Throw<NacosException>(() => new ServiceKey(name, null));

    [Fact]
    public void Instance_compares_every_field()
    {
        var one = new Instance { Ip = "1.1.1.1", Port = 1, Metadata = { ["a"] = "1", ["b"] = "2" } };
        var same = new Instance { Ip = "1.1.1.1", Port = 1, Metadata = { ["b"] = "2", ["a"] = "1" } };

        one.ShouldBe(same);
        one.GetHashCode().ShouldBe(same.GetHashCode());
        same.Metadata["b"] = "3";
        one.ShouldNotBe(same);
    }
}
