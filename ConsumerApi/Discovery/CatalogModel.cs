using System.Collections.Immutable;

namespace ConsumerApi.Discovery;

/// <summary>A model as the registry lists it.</summary>
/// <param name="Name">Exact name, e.g. <c>ResNet</c>.</param>
/// <param name="DiscoveryName">Its name as a service discovery host, e.g. <c>resnet</c>.</param>
/// <param name="Versions">Versions that some node serves.</param>
/// <param name="Labels">Version labels that some node knows.</param>
internal sealed record CatalogModel(string Name, string DiscoveryName, ImmutableArray<long> Versions, ImmutableArray<string> Labels);
