using Microsoft.Extensions.DependencyInjection;
using Nacos.V2;
using Nacos.V2.DependencyInjection;

namespace Registry.Bridge.Tests;

/// <summary>The SDK's client as a container makes it.</summary>
internal sealed class NacosClient : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public NacosClient(string address)
    {
        _services = new ServiceCollection().AddLogging()
            .AddNacosV2Naming(options => (options.ServerAddresses, options.NamingUseRpc, options.DefaultTimeOut) = ([address], false, 5000))
            .BuildServiceProvider();
        Naming = _services.GetRequiredService<INacosNamingService>();
    }

    public INacosNamingService Naming { get; }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
