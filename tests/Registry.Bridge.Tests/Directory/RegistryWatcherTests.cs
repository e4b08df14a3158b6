using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Registry.Bridge.Tests.Directory;

public sealed class RegistryWatcherTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ModelDirectory _directory;
    private readonly ScriptedNaming _registry;
    private readonly RegistryWatcher _watcher;

    public RegistryWatcherTests()
    {
        (var naming, _registry) = ScriptedNaming.Create();
        _directory = new(_time);
        _watcher = new(naming, _directory, _time, new SeededRandom(1), NullLogger<RegistryWatcher>.Instance);
    }

    public void Dispose() => _watcher.Dispose();

    [Fact]
    public async Task A_version_seen_to_go_before_the_index_that_replaced_it_does_not_hide_the_node()
    {
        await OneNodeAsync();
        _registry.Set("m", "2", (1, []));
        Index("2");
        _registry.Set("m", "1");

        await _registry.TellAsync("m", "1"); // The index was read just before.
        await RebuildAsync();

        Node().Default!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_version_taken_offline_hides_the_node_at_once()
    {
        await OneNodeAsync();
        _registry.Set("m", "1");
        await _registry.TellAsync("m", "1");
        await RebuildAsync();
        Node().Default.ShouldBeNull();
    }

    [Fact]
    public async Task A_registry_that_starts_later_than_its_consumers_is_believed_when_a_node_leaves()
    {
        await AwayAsync();
        await OneNodeAsync();
        await NodeLeavesAsync();
        _directory.Current.FindModel("m").ShouldBeNull();
    }

    [Fact]
    public async Task A_registry_that_comes_back_is_not_believed_when_a_node_is_missing()
    {
        await OneNodeAsync();
        await AwayAsync();
        await _watcher.ListAsync(TestContext.Current.CancellationToken);
        await NodeLeavesAsync();
        Node().Default!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_version_that_is_no_longer_named_is_no_longer_followed()
    {
        await OneNodeAsync();
        _registry.Set("m", "2", (1, []));
        Index("2");
        await _registry.TellAsync("DEFAULT_GROUP", "m");
        await RebuildAsync();
        await RebuildAsync();
        Node().Versions.Select(v => v.Version).ShouldBe([2]);

        _registry.Set("m", "1", (1, []));
        await _registry.TellAsync("m", "1");
        await RebuildAsync();
        Node().Versions.Select(v => v.Version).ShouldBe([2]);
    }

    private async Task AwayAsync()
    {
        _registry.IsAway = true;
        await _watcher.ListAsync(TestContext.Current.CancellationToken);
        await RebuildAsync();
        _directory.Current.Registry.State.ShouldBe(RegistryState.Away);
        _registry.IsAway = false;
    }

    private async Task NodeLeavesAsync()
    {
        _registry.Set("DEFAULT_GROUP", "m");
        _registry.Set("m", "1");
        await _registry.TellAsync("DEFAULT_GROUP", "m");
        await _registry.TellAsync("m", "1");
        await RebuildAsync();
    }

    private async Task OneNodeAsync()
    {
        _registry.Set("m", "1", (1, []));
        Index("1");
        await _watcher.ListAsync(TestContext.Current.CancellationToken);
        await RebuildAsync();
        Node().Default!.Version.ShouldBe(1);
    }

    private void Index(string versions) => _registry.Set("DEFAULT_GROUP", "m", (1, new() { ["model"] = "m", ["versions"] = versions, ["agent"] = "1" }));

    private Task RebuildAsync() => _watcher.RebuildAsync(TestContext.Current.CancellationToken);

    private ModelNode Node() => _directory.Current.FindModel("m").ShouldNotBeNull().Nodes.ShouldHaveSingleItem();
}
