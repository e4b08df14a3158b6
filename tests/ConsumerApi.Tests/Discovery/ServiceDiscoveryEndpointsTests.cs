using System.Diagnostics.CodeAnalysis;
using ConsumerApi.Discovery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Registry.Bridge;

namespace ConsumerApi.Tests.Discovery;

public sealed class ServiceDiscoveryEndpointsTests
{
    [Fact]
    public async Task Resolve_gives_what_the_registry_says_of_each_node()
    {
        await using var services = Services(new Provider { Nodes = [("node-1", 0.5, false)] });
        var source = new ServiceDiscoveryEndpoints(services.GetRequiredService<ServiceEndpointResolver>());

        var found = await source.ResolveAsync("http://_v2.resnet", CancellationToken.None);

        found.Endpoints.ShouldBe([new DiscoveredEndpoint("node-1", new Uri("http://10.0.0.1:8501"), 2, 0.5, false)]);
    }

    [Fact]
    public async Task Resolve_name_without_nodes_is_empty_although_the_pass_through_provider_makes_something_of_it()
    {
        await using var services = Services(new Provider());
        var resolver = services.GetRequiredService<ServiceEndpointResolver>();
        var source = new ServiceDiscoveryEndpoints(resolver);

        (await resolver.GetEndpointsAsync("http://resnet", CancellationToken.None)).Endpoints.Count.ShouldBe(1);
        (await source.ResolveAsync("http://resnet", CancellationToken.None)).Endpoints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_change_token_fires_and_the_next_answer_is_new()
    {
        var provider = new Provider { Nodes = [("node-1", 1, true)] };
        await using var services = Services(provider);
        var source = new ServiceDiscoveryEndpoints(services.GetRequiredService<ServiceEndpointResolver>());
        var first = await source.ResolveAsync("http://resnet", CancellationToken.None);
        var changed = new TaskCompletionSource();
        using var registration = first.ChangeToken.RegisterChangeCallback(_ => changed.TrySetResult(), null);

        provider.Nodes = [("node-1", 1, true), ("node-2", 1, true)];
        provider.Change();

        await changed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        (await source.ResolveAsync("http://resnet", CancellationToken.None)).Endpoints.Select(e => e.Node).ShouldBe(["node-1", "node-2"]);
    }

    private static ServiceProvider Services(Provider provider) => new ServiceCollection()
        .AddSingleton<IServiceEndpointProviderFactory>(provider)
        .AddLogging()
        .AddServiceDiscovery()
        .AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationManager())
        .BuildServiceProvider();

    private sealed class Provider : IServiceEndpointProviderFactory, IServiceEndpointProvider
    {
        private CancellationTokenSource _changed = new();

        public (string Node, double Weight, bool Healthy)[] Nodes { get; set; } = [];

        public void Change() => Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();

        public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
        {
            provider = this;
            return true;
        }

        public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
        {
            endpoints.AddChangeToken(new CancellationChangeToken(_changed.Token));
            foreach (var (i, (node, weight, healthy)) in Nodes.Index())
            {
                var features = new FeatureCollection();
                features.Set<IModelEndpointFeature>(new Feature(node, weight, healthy));
                endpoints.Endpoints.Add(ServiceEndpoint.Create(new UriEndPoint(new Uri($"http://10.0.0.{i + 1}:8501")), features));
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _changed.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed record Feature(string Node, double Weight, bool Healthy) : IModelEndpointFeature
    {
        public string Model => "resnet";

        public long Version => 2;

        public IReadOnlyList<long> Versions => [2];

        public IReadOnlyDictionary<string, long> Labels => new Dictionary<string, long>();

        public int? GrpcPort => null;

        public IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>();
    }
}
