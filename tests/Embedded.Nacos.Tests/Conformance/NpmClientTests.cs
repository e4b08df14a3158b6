using Embedded.Nacos.Tests.Fakes;
using Rollcall.Tests;

namespace Embedded.Nacos.Tests.Conformance;

/// <summary>The registry and the npm package <c>nacos</c>, a client written by others.</summary>
public sealed class NpmClientTests
{
    [Fact]
    public async Task Independent_client_does_its_whole_round()
    {
        var directory = NpmPackages.Directory("NACOS_NPM_DIRECTORY", "nacos");
        await using var server = await TestRegistry.StartAsync();
        await using var script = typeof(NpmClientTests).Assembly.GetManifestResourceStream("npm-client.cjs")!;

        var output = await ExternalProgram.RunAsync("node", ["-", $"{server.Client.BaseAddress!.Host}:{server.Client.BaseAddress.Port}"], directory, script);

        output.Trim().ShouldBe("done");
    }
}
