using System.Net;
using Agent.Addressing;

namespace Agent.Tests.Addressing;

/// <summary>The kernel's routes and the machine's resolver.</summary>
public sealed class RoutesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8848", "127.0.0.1")]
    [InlineData("http://127.0.0.9:8848", "127.0.0.1")]
    [InlineData("http://localhost:8848", "127.0.0.1")]
    public async Task Server_of_this_machine_is_reached_from_this_machine(string server, string source)
        => (await new Routes().SourceToAsync(new(server), TestContext.Current.CancellationToken)).ShouldBe(IPAddress.Parse(source));

    [Fact]
    public async Task Name_that_nobody_knows_has_no_way()
        => (await new Routes().SourceToAsync(new("http://registry.invalid:8848"), TestContext.Current.CancellationToken)).ShouldBeNull();
}
