using System.Text.Json.Serialization;

namespace ConsumerApi.Api;

/// <summary>JSON of the consumer's own endpoints, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelsView))]
[JsonSerializable(typeof(RoutingView))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
