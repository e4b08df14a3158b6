using System.Collections.Frozen;

namespace ConsumerApi.Routing;

/// <summary>All routes of one model.</summary>
/// <param name="Any">Every node that serves some version.</param>
/// <param name="Versions">Nodes by version.</param>
/// <param name="Labels">Nodes by version label, e.g. <c>stable</c>.</param>
internal sealed record ModelRoutes(ModelRoute Any, FrozenDictionary<long, ModelRoute> Versions, FrozenDictionary<string, ModelRoute> Labels)
{
    public string Name => Any.Key.Model;

    public IEnumerable<ModelRoute> Routes => [Any, .. Versions.Values, .. Labels.Values];

    /// <summary>The route asked for, or null when no node is listed for it.</summary>
    public ModelRoute? Find(in RouteKey key)
    {
        if (key.Version is { } version)
        {
            return Versions.GetValueOrDefault(version);
        }

        return key.Label is { } label ? Labels.GetValueOrDefault(label) : Any;
    }
}
