using System.Diagnostics.Metrics;
using Embedded.Nacos.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace Embedded.Nacos.Tests.Fakes;

/// <summary>Registry cores without a server around them.</summary>
internal static class Cores
{
    public static ServiceKey Service { get; } = new("public", "resnet", "1");

    public static ServiceRegistry Create(TimeProvider clock) => new(clock, Metrics());

    public static RegistryMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public static Endpoint Endpoint(int number) => new($"10.0.0.{number}", 8500 + number);

    public static Instance Instance(int number, double weight = 1, string cluster = "DEFAULT", bool healthy = true, params (string Key, string Value)[] metadata) =>
        new(Endpoint(number), cluster, weight, enabled: true, healthy, new Metadata(metadata.ToDictionary(entry => entry.Key, entry => entry.Value)));

    public static IReadOnlyList<Instance> Instances(this ServiceRegistry registry, ServiceKey? service = null) =>
        registry.Find(service ?? Service)?.Instances ?? [];
}
