using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Registry.Bridge.Tests.Directory;

public sealed class ModelDirectoryTests : IAsyncLifetime
{
    private FakeNacos _nacos = null!;
    private IHost _host = null!;
    private ModelDirectory _directory = null!;

    public async ValueTask InitializeAsync()
    {
        _nacos = await FakeNacos.StartAsync();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:nacos"] = _nacos.Address,
            ["Nacos:NamingUseRpc"] = "false",
            ["Nacos:ListenInterval"] = "100",
        });
        builder.AddNacosRegistry();
        builder.Services.AddNacosServiceEndpointProvider();
        _host = builder.Build();
        _directory = _host.Services.GetRequiredService<ModelDirectory>();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _nacos.DisposeAsync();
    }

    [Fact]
    public async Task A_model_appears_changes_and_goes_and_the_token_tells()
    {
        await Eventually.HoldsAsync(() => _directory.Current.Registry.State == RegistryState.Connected);
        var token = _directory.GetChangeToken();
        Register("ResNet", 1, 1);
        await Eventually.HoldsAsync(() => Routable("ResNet") == "1@1");
        token.HasChanged.ShouldBeTrue();
        _directory.GetChangeToken().HasChanged.ShouldBeFalse();

        Register("ResNet", 1, 2, 1);
        await Eventually.HoldsAsync(() => Routable("ResNet") == "1@2");

        _nacos.Instances("ResNet", "2")[0].Enabled = false;
        await Eventually.HoldsAsync(() => Routable("ResNet") == "");

        _nacos.Take("DEFAULT_GROUP", "resnet", 1);
        await Eventually.HoldsAsync(() => _directory.Current.FindModel("ResNet") is null);
    }

    [Fact]
    public async Task What_was_last_heard_stays_while_the_registry_is_away_and_until_it_is_filled_again()
    {
        Register("m", 1, 1);
        Register("m", 2, 1);
        await Eventually.HoldsAsync(() => Routable("m") == "1@1,2@1");

        await _nacos.DownAsync();
        await Eventually.HoldsAsync(() => _directory.Current.Registry.State == RegistryState.Away);
        Routable("m").ShouldBe("1@1,2@1");

        _nacos.Forget();
        await _nacos.UpAsync();
        await Eventually.HoldsAsync(() => _directory.Current.Registry.State == RegistryState.Connected);
        Register("m", 1, 2);
        await Eventually.HoldsAsync(() => Routable("m") == "1@2,2@1");
    }

    [Fact]
    public async Task A_registry_that_lost_its_memory_between_two_polls_does_not_empty_the_directory()
    {
        Register("m", 1, 1);
        await Eventually.HoldsAsync(() => Routable("m") == "1@1");
        _nacos.Forget();
        _nacos.Requests.Clear();
        // Each list is read empty at least once.
        await Eventually.HoldsAsync(() => _nacos.Requests.Count(r => r.Path == "/instance/list") >= 4);
        Routable("m").ShouldBe("1@1");
        Register("m", 2, 1);
        await Eventually.HoldsAsync(() => Routable("m") == "1@1,2@1");
    }

    [Fact]
    public async Task Services_of_other_applications_are_not_followed()
    {
        _nacos.Put("DEFAULT_GROUP", "payments", 1);
        Register("m", 1, 1);
        await Eventually.HoldsAsync(() => Routable("m") == "1@1");
        _nacos.Requests.Clear();
        await Eventually.HoldsAsync(() => _nacos.Requests.Count(r => r.Path == "/service/list") >= 2);
        _nacos.Requests.ShouldNotContain(r => r.Path == "/instance/list" && r.Query["serviceName"].EndsWith("payments", StringComparison.Ordinal));
    }

    private string? Routable(string model) => _directory.Current.FindModel(model) is { } entry
        ? string.Join(',', entry.Nodes.Where(n => n.Default is not null).Select(n => $"{n.Port}@{n.Default!.Version}"))
        : null;

    private void Register(string model, int port, params long[] versions)
    {
        foreach (var version in versions)
        {
            _nacos.Put(ModelIdentity.GroupOf(model), $"{version}", port, ("model", model));
        }

        _nacos.Put("DEFAULT_GROUP", ModelIdentity.DiscoveryNameOf(model), port, ("model", model), ("versions", string.Join(',', versions)), ("agent", "1"));
    }
}
