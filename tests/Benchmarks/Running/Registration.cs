using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nacos.V2;
using Registry.Bridge;

namespace Benchmarks.Running;

/// <summary>Stands for agents that do nothing but keep what they registered alive.</summary>
internal static class Registration
{
    /// <summary>Registers what an agent beside each port would, and keeps it beating until disposed.</summary>
    public static async Task<IDisposable> RunAsync(Uri registry, IEnumerable<int> ports, IReadOnlyList<(string Name, long Version)> models, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:nacos", registry.GetLeftPart(UriPartial.Authority))]);
        builder.AddNacosRegistry();
        var host = builder.Build();
        var nodes = ports.Select((port, i) => new NodeAddress { Name = string.Create(CultureInfo.InvariantCulture, $"node-{i + 1}"), Ip = "127.0.0.1", Port = port, Agent = "benchmark" });
        var entries = nodes.SelectMany(node => models.SelectMany(model => new[]
        {
            RegistryEntry.ForVersion(node, model.Name, model.Version),
            RegistryEntry.ForIndex(node, model.Name, [model.Version]),
        }));
        var registrar = new ModelRegistrar(host.Services.GetRequiredService<INacosNamingService>(), TimeProvider.System);
        var outcome = await registrar.ApplyAsync(new([.. entries], []), cancellationToken);
        if (outcome.Failure is { } failure)
        {
            host.Dispose();
            throw failure;
        }

        return host;
    }
}
