using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;

namespace ConsumerApi.Discovery;

/// <summary>The registry's models at one moment.</summary>
/// <param name="IsRead">False until the registry has been read once: an empty list then means nothing.</param>
/// <param name="AwaySince">Since when the registry has not answered; null while it does.</param>
/// <param name="Models">The models, by exact name.</param>
/// <param name="ChangeToken">Fires when a newer snapshot is there.</param>
internal sealed record CatalogSnapshot(bool IsRead, DateTimeOffset? AwaySince, ImmutableArray<CatalogModel> Models, IChangeToken ChangeToken);
