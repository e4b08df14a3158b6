using Microsoft.Extensions.Time.Testing;

namespace Registry.Bridge.Tests.Registration;

public sealed class ModelRegistrarTests : IAsyncLifetime
{
    private static readonly NodeAddress s_node = new() { Name = "node-1", Ip = "127.0.0.1", Port = 8501, GrpcPort = 8500, Agent = "1" };

    private readonly FakeTimeProvider _time = new();
    private FakeNacos _nacos = null!;
    private NacosClient _client = null!;
    private ModelRegistrar _registrar = null!;

    public async ValueTask InitializeAsync()
    {
        _nacos = await FakeNacos.StartAsync();
        _client = new(_nacos.Address);
        _registrar = new(_client.Naming, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _nacos.DisposeAsync();
    }

    [Fact]
    public async Task Register_puts_versions_in_before_the_index()
    {
        var outcome = await ApplyAsync(register: [Index("ResNet", 2, 1), Version("ResNet", 1), Version("ResNet", 2)]);

        outcome.Failure.ShouldBeNull();
        outcome.Registered.Length.ShouldBe(3);
        Writes().Select(w => w.Service).ToArray().ShouldBe(["ResNet@@1", "ResNet@@2", "DEFAULT_GROUP@@resnet"]);
        var version = _nacos.Instances("ResNet", "2").ShouldHaveSingleItem();
        version.Metadata.ShouldBe(new Dictionary<string, string>
        {
            ["model"] = "ResNet",
            ["version"] = "2",
            ["state"] = "AVAILABLE",
            ["node"] = "node-1",
            ["grpc.port"] = "8500",
            ["scheme"] = "http",
            ["agent"] = "1",
        }, ignoreOrder: true);
        _nacos.Instances("DEFAULT_GROUP", "resnet").ShouldHaveSingleItem().Metadata["versions"].ShouldBe("2,1");
    }

    [Fact]
    public async Task Deregister_takes_the_index_out_before_versions()
    {
        await ApplyAsync(register: [Version("m", 1), Index("m", 1)]);
        _nacos.Requests.Clear();

        var outcome = await ApplyAsync(deregister: [Version("m", 1), Index("m", 1)]);

        outcome.Deregistered.Length.ShouldBe(2);
        Writes().Select(w => w.Service).ToArray().ShouldBe(["DEFAULT_GROUP@@m", "m@@1"]);
        _nacos.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_index_written_again_keeps_the_weight_that_an_operator_has_set()
    {
        await ApplyAsync(register: [Version("m", 1), Index("m", 1)]);
        _nacos.Instances("DEFAULT_GROUP", "m")[0].Weight = 0.25;

        await ApplyAsync(register: [Index("m", 2, 1)]);

        var index = _nacos.Instances("DEFAULT_GROUP", "m").ShouldHaveSingleItem();
        index.Weight.ShouldBe(0.25);
        index.Metadata["versions"].ShouldBe("2,1");
    }

    [Fact]
    public async Task An_agent_that_starts_again_keeps_the_weight_of_what_it_had_left()
    {
        _nacos.Put("m", "1", 8501, ("model", "m"), ("agent", "0")).Weight = 0;
        await ApplyAsync(register: [Version("m", 1)]);
        var version = _nacos.Instances("m", "1").ShouldHaveSingleItem();
        (version.Weight, version.Metadata["agent"]).ShouldBe((0, "1"));
    }

    [Fact]
    public async Task An_index_that_a_server_shows_as_offline_stays_offline_when_written_again()
    {
        _nacos.ListsDisabled = true;
        await ApplyAsync(register: [Index("m", 1)]);
        _nacos.Instances("DEFAULT_GROUP", "m")[0].Enabled = false;

        await ApplyAsync(register: [Index("m", 2, 1)]);

        _nacos.Instances("DEFAULT_GROUP", "m")[0].Enabled.ShouldBeFalse();
    }

    [Fact]
    public async Task An_index_that_lists_hide_is_not_written_until_they_show_it_again()
    {
        await ApplyAsync(register: [Index("m", 1)]);
        _nacos.Instances("DEFAULT_GROUP", "m")[0].Enabled = false;
        _time.Advance(TimeSpan.FromSeconds(6));

        (await ApplyAsync(register: [Index("m", 2, 1)])).Registered.ShouldBeEmpty();
        _nacos.Instances("DEFAULT_GROUP", "m")[0].Enabled.ShouldBeFalse();

        _nacos.Instances("DEFAULT_GROUP", "m")[0].Enabled = true;
        (await ApplyAsync(register: [Index("m", 2, 1)])).Registered.Length.ShouldBe(1);
        _nacos.Instances("DEFAULT_GROUP", "m")[0].Metadata["versions"].ShouldBe("2,1");
    }

    [Fact]
    public async Task An_index_that_lists_do_not_show_yet_is_written()
    {
        await ApplyAsync(register: [Index("m", 1)]);
        _nacos.Take("DEFAULT_GROUP", "m", 8501); // A list read from a cache older than the registration.

        (await ApplyAsync(register: [Index("m", 2, 1)])).Registered.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_model_that_differs_only_in_case_from_another_nodes_is_refused()
    {
        _nacos.Put("DEFAULT_GROUP", "resnet", 9999, ("model", "RESNET"), ("agent", "1"));

        var outcome = await ApplyAsync(register: [Version("ResNet", 1), Index("ResNet", 1)]);

        outcome.Failure.ShouldBeNull();
        outcome.Refused.ShouldHaveSingleItem().Reason.ShouldContain("differs only in case from 'RESNET' on 127.0.0.1:9999");
        _nacos.Instances("DEFAULT_GROUP", "resnet").Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_entry_that_the_registry_refuses_does_not_hold_up_the_others()
    {
        _nacos.Status = 400;
        var outcome = await ApplyAsync(register: [Version("m", 1), Version("m", 2)]);
        outcome.Failure.ShouldBeNull();
        outcome.Refused.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_registry_that_is_away_is_a_failure_and_what_was_done_before_is_told()
    {
        await ApplyAsync(register: [Version("m", 1)]);
        await _nacos.DownAsync();

        var outcome = await ApplyAsync(register: [Version("m", 2)]);

        outcome.Failure.ShouldNotBeNull();
        outcome.Registered.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reconcile_removes_only_what_an_agent_left_at_this_address()
    {
        await ApplyAsync(register: [Version("m", 1), Index("m", 1)]);
        _nacos.Put("m", "7", 8501, ("model", "m"), ("agent", "0"));
        _nacos.Put("old", "1", 8501, ("model", "old"), ("agent", "0"));
        _nacos.Put("DEFAULT_GROUP", "old", 8501, ("model", "old"), ("agent", "0"));
        var byHand = _nacos.Put("m", "8", 8501, ("model", "m"));
        var elsewhere = _nacos.Put("m", "7", 8601, ("model", "m"), ("agent", "0"));
        var foreign = _nacos.Put("DEFAULT_GROUP", "payments", 8501);

        var (removed, rewritten) = await _registrar.ReconcileAsync(s_node, [Version("m", 1), Index("m", 1)], ["m"], everything: true, TestContext.Current.CancellationToken);

        (removed, rewritten).ShouldBe((3, 0));
        _nacos.All.Count.ShouldBe(5);
        _nacos.All.ShouldContain(byHand);
        _nacos.All.ShouldContain(elsewhere);
        _nacos.All.ShouldContain(foreign);
    }

    [Fact]
    public async Task Reconcile_writes_an_index_with_other_metadata_again_and_keeps_its_weight()
    {
        await ApplyAsync(register: [Index("m", 1)]);
        var index = _nacos.Instances("DEFAULT_GROUP", "m")[0];
        (index.Weight, index.Metadata["versions"]) = (3, "9");

        (await _registrar.ReconcileAsync(s_node, [Index("m", 1)], ["m"], everything: false, TestContext.Current.CancellationToken)).ShouldBe((0, 1));

        index = _nacos.Instances("DEFAULT_GROUP", "m")[0];
        (index.Weight, index.Metadata["versions"]).ShouldBe((3, "1"));
    }

    [Fact]
    public async Task Metadata_that_an_operator_insists_on_is_written_over_once()
    {
        await ApplyAsync(register: [Index("m", 1)]);
        var rewrites = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            _nacos.Instances("DEFAULT_GROUP", "m")[0].Metadata["note"] = "mine";
            rewrites.Add((await _registrar.ReconcileAsync(s_node, [Index("m", 1)], ["m"], everything: false, TestContext.Current.CancellationToken)).Rewritten);
        }

        rewrites.ShouldBe([1, 0, 0]);
    }

    [Fact]
    public async Task A_cancelled_change_still_tells_what_was_done()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var outcome = await _registrar.ApplyAsync(new([Version("m", 1)], []), cancelled.Token);
        outcome.Failure.ShouldBeAssignableTo<OperationCanceledException>();
    }

    private static RegistryEntry Version(string model, long version) => RegistryEntry.ForVersion(s_node, model, version);

    private static RegistryEntry Index(string model, params long[] versions) => RegistryEntry.ForIndex(s_node, model, versions);

    private Task<RegistryOutcome> ApplyAsync(RegistryEntry[]? register = null, RegistryEntry[]? deregister = null)
        => _registrar.ApplyAsync(new([.. register ?? []], [.. deregister ?? []]), TestContext.Current.CancellationToken);

    private IEnumerable<(string Method, string Service)> Writes() => _nacos.Requests
        .Where(r => r.Method is "POST" or "DELETE")
        .Select(r => (r.Method, r.Query["serviceName"].Contains("@@", StringComparison.Ordinal) ? r.Query["serviceName"] : $"{r.Query["groupName"]}@@{r.Query["serviceName"]}"));
}
