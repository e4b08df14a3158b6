using System.Collections.Frozen;
using Nacos.V2.Naming.Dtos;

namespace Registry.Bridge;

/// <summary>An instance as a list showed it. The SDK's own type is mutable and has no value equality worth the name.</summary>
internal sealed record RegistryInstance(string Ip, int Port, double Weight, bool Healthy, IReadOnlyDictionary<string, string> Metadata)
{
    public static RegistryInstance From(Instance instance) =>
        new(instance.Ip, instance.Port, instance.Weight, instance.Healthy,
            instance.Metadata?.ToFrozenDictionary(StringComparer.Ordinal) ?? FrozenDictionary<string, string>.Empty);
}
