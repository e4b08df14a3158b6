using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;

namespace ConsumerApi.Discovery;

/// <summary>What a name resolves to.</summary>
/// <param name="Endpoints">The nodes; empty when the registry lists none.</param>
/// <param name="ChangeToken">Fires when the name has to be resolved again.</param>
internal sealed record DiscoveredEndpoints(ImmutableArray<DiscoveredEndpoint> Endpoints, IChangeToken ChangeToken);
