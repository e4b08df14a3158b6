using Aspire.Hosting.ApplicationModel;
using Rollcall.Integration.Running;
using Rollcall.Tests;

namespace Rollcall.Integration;

/// <summary>The registry killed under load, and an empty one in its place.</summary>
public sealed class RegistryFaultTests(RegistryFaultTests.Application application) : IClassFixture<RegistryFaultTests.Application>
{
    [Fact]
    public async Task Killed_registry_costs_no_request_and_an_empty_one_is_filled_again()
    {
        var before = await application.HostsAsync("digits", "1");
        await using var load = new Load(application);
        await load.MoreAsync();

        await application.KillAsync("nacos");
        await Eventually.HoldsAsync(async () => (await application.HostsAsync("digits", "1")).Length == 0, "the registry is away");
        await load.MoreAsync(200);
        await application.App.ResourceNotifications.WaitForResourceAsync("nacos", KnownResourceStates.TerminalStates, TestContext.Current.CancellationToken);
        await application.CommandAsync("nacos", KnownResourceCommands.StartCommand);
        await Eventually.HoldsAsync(
            async () => (await application.HostsAsync("digits", "1")).SequenceEqual(before) && (await application.HostsAsync("DEFAULT_GROUP", "digits")).SequenceEqual(before),
            "the agents filled the registry again");
        await load.MoreAsync();

        (await load.StopAsync()).ShouldBeEmpty();
    }

    public sealed class Application : RunningApplication
    {
        internal override ModelFolders Folders { get; } = new("digits");

        protected override IReadOnlyList<string> Models => ["digits"];
    }
}
