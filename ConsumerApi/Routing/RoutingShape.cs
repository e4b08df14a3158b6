using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ConsumerApi.Discovery;

namespace ConsumerApi.Routing;

/// <summary>A table as text: what two tables are compared by and what the log says.</summary>
internal static class RoutingShape
{
    /// <summary>The short form, e.g. <c>digits 2, 1 on node-1 node-2; resnet 1 on node-1</c>.</summary>
    public static string Summary(ImmutableArray<DiscoveredModel> models) => models.IsEmpty
        ? "no models"
        : string.Join("; ", models.OrderBy(m => m.Name, StringComparer.Ordinal).Select(
            m => $"{m.Name} {string.Join(", ", m.Versions.Keys.Reverse())} on {string.Join(' ', m.Any.Select(e => e.Node).Order(StringComparer.Ordinal))}"));

    /// <summary>Everything that a table depends on, e.g. <c>digits(all: node-1@10.0.0.1:8501/v1*2, 1: node-1@10.0.0.1:8501/v1*2)</c>.</summary>
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
            text.Append(CultureInfo.InvariantCulture, $" {endpoint.Node}@{endpoint.Address.Authority}/v{endpoint.Version}");
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
