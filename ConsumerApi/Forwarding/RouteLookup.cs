using ConsumerApi.Routing;

namespace ConsumerApi.Forwarding;

/// <summary>Finds the nodes for a request.</summary>
internal static class RouteLookup
{
    public static ModelRoute? Find(RoutingTable table, in RestRequest request)
    {
        if (table.Find(request.Key) is { } route)
        {
            return route;
        }

        // A node knows more of its model's states than the registry (loading, ended, failed), so it is asked for them; upstream ignores
        // labels there.
        return request.Verb == RestVerb.Status ? table.Models.GetValueOrDefault(request.Key.Model)?.Any : null;
    }
}
