using System.Text.Json.Serialization;

namespace Embedded.Nacos.V1;

/// <summary>An instance as a batch request names it.</summary>
internal sealed record InstanceAddress(string? Ip, int Port, string? ClusterName);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(InstanceAddress[]))]
internal sealed partial class InstanceAddressContext : JsonSerializerContext;
