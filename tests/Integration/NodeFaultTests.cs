using Rollcall.Integration.Running;
using Rollcall.Tests;

namespace Rollcall.Integration;

/// <summary>A node killed under load: nobody notices, and the registry forgets it.</summary>
public sealed class NodeFaultTests(NodeFaultTests.Application application) : IClassFixture<NodeFaultTests.Application>
{
    [Fact]
    public async Task Killed_node_costs_no_request_and_leaves_the_registry()
    {
        await using var load = new Load(application);
        await load.MoreAsync();

        await application.KillAsync("node-2");
        await Eventually.HoldsAsync(
            async () => (await application.HostsAsync("DEFAULT_GROUP", "digits")).Length == 2 && (await application.HostsAsync("digits", "1")).Length == 2,
            "the registry lists two nodes");
        await load.MoreAsync();

        (await load.StopAsync()).ShouldBeEmpty();
        for (var i = 0; i < 6; i++)
        {
            (await application.PredictAsync()).Node.ShouldBeOneOf("node-1", "node-3");
        }
    }

    public sealed class Application : RunningApplication
    {
        internal override ModelFolders Folders { get; } = new("digits");

        protected override IReadOnlyList<string> Models => ["digits"];
    }
}
