using Microsoft.Extensions.Hosting;

namespace Agent.Tests.Supervision;

public sealed class AgentServiceTests : IAsyncLifetime
{
    private FakeTfServing _node = null!;
    private FakeNacos _nacos = null!;
    private IHost? _agent;

    public async ValueTask InitializeAsync()
    {
        _node = await FakeTfServing.StartAsync();
        _nacos = await FakeNacos.StartAsync();
        _node.Set("ResNet", 1);
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is { } agent)
        {
            await agent.StopAsync();
            agent.Dispose();
        }

        await _node.DisposeAsync();
        await _nacos.DisposeAsync();
    }

    [Fact]
    public async Task Versions_are_registered_when_AVAILABLE_and_taken_out_when_not()
    {
        _node.Set("ResNet", 2, "LOADING");
        await StartAsync();
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 resnet[1]");

        _node.Set("ResNet", 2);
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 ResNet@2 resnet[2,1]");

        _node.Set("ResNet", 1, "UNLOADING");
        await Eventually.HoldsAsync(() => Registered == "ResNet@2 resnet[2]");
    }

    [Fact]
    public async Task A_node_that_refuses_connections_leaves_and_comes_back()
    {
        await StartAsync();
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 resnet[1]");
        await _node.DownAsync();
        await Eventually.HoldsAsync(() => Registered == "");
        await _node.UpAsync();
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 resnet[1]");
    }

    [Fact]
    public async Task A_node_that_answers_503_stays_until_UnreachableAfter()
    {
        await StartAsync(("Agent:UnreachableAfter", "00:00:02"));
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 resnet[1]");
        _node.Requests.Clear();
        _node.Status = 503;
        await Eventually.HoldsAsync(() => _node.Requests.Count >= 4);
        Registered.ShouldBe("ResNet@1 resnet[1]");
        await Eventually.HoldsAsync(() => Registered == "");
    }

    [Fact]
    public async Task An_agent_that_starts_before_its_registry_registers_when_it_is_there()
    {
        await _nacos.DownAsync();
        await StartAsync();
        await Eventually.HoldsAsync(() => _node.Requests.Count >= 6);
        await _nacos.UpAsync();
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 resnet[1]");
    }

    [Fact]
    public async Task A_registry_without_users_gets_its_administrator_again_after_each_restart()
    {
        _nacos.AsksForLogin = true;
        await StartAsync(("Agent:CreateAdministrator", "true"), ("Nacos:UserName", "nacos"), ("Nacos:Password", "x409y"));
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 resnet[1]");
        _nacos.Password.ShouldBe("x409y");

        _nacos.Password = null;
        _nacos.Forget();
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 resnet[1]");
        _nacos.Password.ShouldBe("x409y");
    }

    [Theory]
    [InlineData("true", "other")]
    [InlineData("false", null)]
    public async Task An_administrator_that_is_there_or_not_asked_for_is_left_as_it_is(string create, string? password)
    {
        (_nacos.AsksForLogin, _nacos.Password) = (true, password);
        await StartAsync(("Agent:CreateAdministrator", create), ("Nacos:UserName", "nacos"), ("Nacos:Password", "ours"));

        await Eventually.HoldsAsync(() => _nacos.Requests.Count(request => request.Path == "/nacos/v1/auth/login") > 2);
        _nacos.Password.ShouldBe(password);
        Registered.ShouldBe("");
    }

    [Fact]
    public async Task What_an_earlier_life_left_is_taken_out()
    {
        Put("old", "1", ("model", "old"), ("agent", "0"));
        Put("DEFAULT_GROUP", "old", ("model", "old"), ("agent", "0"), ("versions", "1"));
        Put("ResNet", "9", ("model", "ResNet"), ("agent", "0"));
        await StartAsync();
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 resnet[1]");
    }

    [Fact]
    public async Task A_stopped_agent_leaves_the_registry_clean()
    {
        _node.Set("digits", 1);
        await StartAsync();
        await Eventually.HoldsAsync(() => Registered == "ResNet@1 digits@1 digits[1] resnet[1]");
        var host = _agent!;
        _agent = null;
        await host.StopAsync(TestContext.Current.CancellationToken);
        host.Dispose();
        Registered.ShouldBe("");
    }

    [Fact]
    public async Task Labels_are_registered_with_the_index()
    {
        _node.SetLabel("ResNet", "stable", 1);
        await StartAsync(("Agent:Labels:0", "stable"));
        await Eventually.HoldsAsync(() => _nacos.Instances("DEFAULT_GROUP", "resnet").Any(i => i.Metadata.GetValueOrDefault("labels") == "stable:1"));
    }

    private string Registered => string.Join(' ', new[] { "ResNet", "digits", "old" }
        .SelectMany(g => Enumerable.Range(1, 9).Where(v => _nacos.Instances(g, $"{v}").Count > 0).Select(v => $"{g}@{v}"))
        .Concat(new[] { "digits", "old", "resnet" }.SelectMany(s => _nacos.Instances("DEFAULT_GROUP", s).Select(i => $"{s}[{i.Metadata["versions"]}]"))));

    private void Put(string group, string service, params (string Key, string Value)[] metadata) => _nacos.Put(group, service, _node.Port, metadata);

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Agent:Name"] = "node-x",
            ["Agent:Node"] = _node.Address,
            ["Agent:PollInterval"] = "00:00:00.1",
            ["ConnectionStrings:nacos"] = _nacos.Address,
            ["Nacos:NamingUseRpc"] = "false",
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        _agent = AgentHost.Build([.. all.Select(s => $"{s.Key}={s.Value}")]);
        await _agent.StartAsync(TestContext.Current.CancellationToken);
    }
}
