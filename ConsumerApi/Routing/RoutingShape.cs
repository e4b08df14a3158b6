using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ConsumerApi.Discovery;

namespace ConsumerApi.Routing;

/// <summary>A table in one line, e.g. <c>digits(1: node-1 node-2, stable: node-1)</c>: what two tables are compared by and what the log says.</summary>
internal static class RoutingShape
{
    public static string Of(ImmutableArray<DiscoveredModel> models)
    {
        if (models.IsEmpty)
        {
            return "no models";
        }

        var text = new StringBuilder();
        foreach (var model in models.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "; ").Append(model.Name).Append('(').Append("all:");
            Append(text, model.Any);
            foreach (var (version, endpoints) in model.Versions)
            {
                text.Append(CultureInfo.InvariantCulture, $", {version}:");
                Append(text, endpoints);
            }

            foreach (var (label, endpoints) in model.Labels)
            {
                text.Append(CultureInfo.InvariantCulture, $", {label}:");
                Append(text, endpoints);
            }

            text.Append(')');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ImmutableArray<DiscoveredEndpoint> endpoints)
    {
        foreach (var endpoint in endpoints.OrderBy(e => e.Node, StringComparer.Ordinal).ThenBy(e => e.Address.Authority, StringComparer.Ordinal))
        {
            text.Append(' ').Append(endpoint.Node).Append('@').Append(endpoint.Address.Authority);
            if (!endpoint.Healthy)
            {
                text.Append("!unhealthy");
            }

            if (endpoint.Weight != 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"*{endpoint.Weight}");
            }
        }
    }
}
