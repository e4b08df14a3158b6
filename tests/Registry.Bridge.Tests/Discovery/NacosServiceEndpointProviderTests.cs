using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;

namespace Registry.Bridge.Tests.Discovery;

public sealed class NacosServiceEndpointProviderTests : IAsyncDisposable
{
    private static readonly RegistryStatus s_connected = new(RegistryState.Connected, default);

    private readonly ModelDirectory _directory = new(TimeProvider.System);
    private readonly ServiceProvider _services;
    private readonly ServiceEndpointResolver _resolver;

    public NacosServiceEndpointProviderTests()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(TimeProvider.System);
        services.AddSingleton(_directory);
        services.AddSingleton<IServiceEndpointProviderFactory, NacosServiceEndpointProviderFactory>();
        services.AddServiceDiscoveryCore();
        _services = services.BuildServiceProvider();
        _resolver = _services.GetRequiredService<ServiceEndpointResolver>();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task A_model_resolves_to_its_nodes_with_features()
    {
        await PublishAsync(Node("node-1", "10.0.0.1", 8501, 8500, [2, 1], 2, 1), Node("node-2", "fd00::2", 8501, null, [1], 1));

        var source = await ResolveAsync("http://resnet");

        Addresses(source).ShouldBe(["http://10.0.0.1:8501/", "http://[fd00::2]:8501/"]);
        var feature = source.Endpoints[0].Features.Get<IModelEndpointFeature>()!;
        (feature.Model, feature.Node, feature.Version, feature.Weight, feature.Healthy, feature.GrpcPort).ShouldBe(("ResNet", "node-1", 2L, 2d, true, 8500));
        feature.Versions.ShouldBe([2, 1]);
        feature.Labels["stable"].ShouldBe(1);
        feature.Metadata["version"].ShouldBe("2");
    }

    [Fact]
    public async Task A_node_that_has_a_name_and_no_address_of_its_own_is_reached_by_the_name()
    {
        await PublishAsync(Node("node-1", "node-1", 8501, 8500, [1], 1));

        Addresses(await ResolveAsync("http://resnet")).ShouldBe(["http://node-1:8501/"]);
        Addresses(await ResolveAsync("http://_grpc.resnet")).ShouldBe(["http://node-1:8500/"]);
    }

    [Theory]
    [InlineData("http://_v1.resnet", "10.0.0.1:8501 10.0.0.2:8501")]
    [InlineData("http://_v2.resnet", "10.0.0.1:8501")]
    [InlineData("http://_v3.resnet", "")]
    [InlineData("http://_grpc.resnet", "10.0.0.1:8500")]
    [InlineData("http://_stable.resnet", "10.0.0.1:8501 10.0.0.2:8501")]
    [InlineData("http://_canary.resnet", "")]
    [InlineData("https+http://resnet", "10.0.0.1:8501 10.0.0.2:8501")]
    [InlineData("https://resnet", "")]
    [InlineData("http://other", "")]
    public async Task Names_select_nodes(string name, string expected)
    {
        await PublishAsync(Node("node-1", "10.0.0.1", 8501, 8500, [2, 1], 2, 1), Node("node-2", "10.0.0.2", 8501, null, [1], 1));
        string.Join(' ', Addresses(await ResolveAsync(name)).Select(a => new Uri(a).Authority)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_node_whose_highest_version_is_offline_is_found_by_the_others_only()
    {
        await PublishAsync(Node("node-1", "10.0.0.1", 8501, null, [2, 1], 1));
        (await ResolveAsync("http://resnet")).Endpoints.ShouldBeEmpty();
        (await ResolveAsync("http://_v1.resnet")).Endpoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_fires_the_token_and_the_next_resolution_is_new()
    {
        await PublishAsync(Node("node-1", "10.0.0.1", 8501, null, [1], 1));
        var source = await ResolveAsync("http://resnet");
        source.ChangeToken.HasChanged.ShouldBeFalse();
        source.ChangeToken.ActiveChangeCallbacks.ShouldBeTrue();

        await PublishAsync(Node("node-2", "10.0.0.2", 8501, null, [1], 1));

        source.ChangeToken.HasChanged.ShouldBeTrue();
        source = await ResolveAsync("http://resnet");
        Addresses(source).ShouldBe(["http://10.0.0.2:8501/"]);
        source.ChangeToken.HasChanged.ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_that_was_unknown_is_resolved_once_the_model_exists()
    {
        await _directory.PublishAsync([], s_connected);
        (await ResolveAsync("http://resnet")).Endpoints.ShouldBeEmpty();
        await PublishAsync(Node("node-1", "10.0.0.1", 8501, null, [1], 1));
        (await ResolveAsync("http://resnet")).Endpoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_unchanged_snapshot_is_not_published()
    {
        await PublishAsync(Node("node-1", "10.0.0.1", 8501, null, [1], 1));
        var before = _directory.Current;
        await PublishAsync(Node("node-1", "10.0.0.1", 8501, null, [1], 1));
        _directory.Current.ShouldBeSameAs(before);
    }

    private static ModelNode Node(string name, string ip, int port, int? grpcPort, long[] indexed, params long[] versions) => new()
    {
        Node = name,
        Ip = ip,
        Port = port,
        GrpcPort = grpcPort,
        Scheme = "http",
        Indexed = [.. indexed],
        Versions = [.. versions.Select(v => new ModelVersion(v, v, true, new Dictionary<string, string> { ["version"] = $"{v}" }))],
        Labels = ImmutableSortedDictionary<string, long>.Empty.Add("stable", 1),
    };

    private static IEnumerable<string> Addresses(ServiceEndpointSource source) => source.Endpoints.Select(e => ((UriEndPoint)e.EndPoint).Uri.ToString());

    private ValueTask<bool> PublishAsync(params ModelNode[] nodes) => _directory.PublishAsync([new("ResNet", "resnet", [.. nodes])], s_connected);

    private ValueTask<ServiceEndpointSource> ResolveAsync(string name) => _resolver.GetEndpointsAsync(name, TestContext.Current.CancellationToken);
}
