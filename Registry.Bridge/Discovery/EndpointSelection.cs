using System.Globalization;

namespace Registry.Bridge;

/// <summary>
/// What the first label of <c>http://_x.model</c> asks for: nothing (every node), <c>_grpc</c> (every node's gRPC port), <c>_v2</c> (nodes where
/// version 2 can be routed to), anything else a label.
/// </summary>
internal sealed record EndpointSelection(long? Version, string? Label, bool Grpc)
{
    public static EndpointSelection Parse(string? endpointName)
    {
        if (string.IsNullOrEmpty(endpointName))
        {
            return new(null, null, Grpc: false);
        }

        if (endpointName == "grpc")
        {
            return new(null, null, Grpc: true);
        }

        return endpointName[0] == 'v' && long.TryParse(endpointName.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new(version, null, Grpc: false)
            : new(null, endpointName, Grpc: false);
    }

    /// <summary>The version that the node would answer with; null when it is not among the nodes asked for.</summary>
    public ModelVersion? Select(ModelNode node)
    {
        if (Version is { } version)
        {
            return node.Find(version);
        }

        if (Label is null)
        {
            return Grpc && node.GrpcPort is null ? null : node.Default;
        }

        // Host names have no case, labels do.
        foreach (var (label, labelled) in node.Labels)
        {
            if (string.Equals(label, Label, StringComparison.OrdinalIgnoreCase))
            {
                return node.Find(labelled);
            }
        }

        return null;
    }
}
