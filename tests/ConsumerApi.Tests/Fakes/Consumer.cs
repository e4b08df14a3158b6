using ConsumerApi.Discovery;
using ConsumerApi.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Registry.Bridge;

namespace ConsumerApi.Tests.Fakes;

/// <summary>The whole consumer on a free port, with a registry in memory.</summary>
internal sealed class Consumer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Consumer(WebApplication app, FakeDiscovery discovery)
    {
        _app = app;
        Discovery = discovery;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
    }

    public FakeDiscovery Discovery { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public RoutingState Routing => _app.Services.GetRequiredService<RoutingState>();

    /// <summary>Starts it with model <c>m</c>, version 1, on <paramref name="nodes"/>; without nodes the registry has not been read.</summary>
    public static Task<Consumer> StartAsync(params FakeNode[] nodes) => StartAsync([], nodes);

    public static async Task<Consumer> StartAsync(string[] settings, params FakeNode[] nodes)
    {
        var discovery = new FakeDiscovery();
        if (nodes.Length > 0)
        {
            discovery.Set("m", (1, [.. nodes.Select(n => n.Endpoint())]));
        }

        var app = ConsumerApplication.Create(
            ["--urls", "http://127.0.0.1:0", "--ConnectionStrings:nacos", "http://127.0.0.1:1", "--environment", "Production", .. settings],
            builder =>
            {
                builder.Logging.ClearProviders();
                // The registry is in memory: nobody is to call the real one.
                foreach (var service in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(ModelDirectory).Assembly).ToList())
                {
                    builder.Services.Remove(service);
                }

                builder.Services.Replace(ServiceDescriptor.Singleton<IModelCatalog>(discovery));
                builder.Services.Replace(ServiceDescriptor.Singleton<IEndpointSource>(discovery));
                builder.Services.Replace(ServiceDescriptor.Singleton<IRandom>(new SeededRandom(1)));
            });
        await app.StartAsync();
        var consumer = new Consumer(app, discovery);
        if (nodes.Length > 0)
        {
            await consumer.WaitAsync(table => table.IsRead);
        }

        return consumer;
    }

    /// <summary>Waits for a table that satisfies a condition.</summary>
    public async Task<RoutingTable> WaitAsync(Func<RoutingTable, bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var token = Routing.ChangeToken;
            if (condition(Routing.Current))
            {
                return Routing.Current;
            }

            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = token.RegisterChangeCallback(_ => changed.TrySetResult(), null);
            await changed.Task.WaitAsync(deadline.Token);
        }
    }

    public Task<HttpResponseMessage> PredictAsync(string body = "{\"instances\": [1]}", string path = "/v1/models/m:predict") =>
        Client.PostAsync(path, new StringContent(body));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
