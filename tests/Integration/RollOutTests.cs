using Rollcall.Integration.Running;
using Rollcall.Tests;

namespace Rollcall.Integration;

/// <summary>A new version under load, and a model whose name is not lower case.</summary>
public sealed class RollOutTests(RollOutTests.Application application) : IClassFixture<RollOutTests.Application>
{
    [Fact]
    public async Task New_version_replaces_the_old_one_without_a_failed_request()
    {
        (await application.PredictAsync(version: 2)).Status.ShouldBe(404);
        await using var load = new Load(application);
        await load.MoreAsync();

        application.Folders.Publish("digits", "2");
        await Eventually.HoldsAsync(async () => (await application.PredictAsync(version: 2)).Status == 200, "version 2 answers");
        await Eventually.HoldsAsync(
            async () => (await application.HostsAsync("digits", "2")).Length == 3 && (await application.HostsAsync("digits", "1")).Length == 0,
            "the registry lists version 2 on three nodes and version 1 on none");
        await load.MoreAsync();

        (await load.StopAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Name_with_capitals_and_underscore_works_end_to_end()
    {
        await Eventually.HoldsAsync(async () => (await application.HostsAsync("Digit_Net", "1")).Length == 3, "Digit_Net is registered by its own name");
        await Eventually.HoldsAsync(async () => (await application.PredictAsync(model: "Digit_Net")).Status == 200, "Digit_Net answers");
    }

    public sealed class Application : RunningApplication
    {
        internal override ModelFolders Folders { get; } = new("digits", "Digit_Net");

        protected override IReadOnlyList<string> Models => ["digits"];
    }
}
