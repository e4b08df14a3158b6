namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Removes nodes that only pass values on. One that orders effects stays.</summary>
internal static class DropIdentities
{
    private static readonly HashSet<string> s_ops = new(StringComparer.Ordinal)
    {
        "Identity", "IdentityN", "StopGradient", "PreventGradient", "Snapshot", "PlaceholderWithDefault",
    };

    public static bool Run(OpGraph graph)
    {
        var awaited = graph.TopologicalOrder().SelectMany(n => n.Controls).ToHashSet();
        return graph.Rewrite(node => node.Controls.Count == 0 && s_ops.Contains(node.Op) && node.Inputs.Count > 0 && !NamesBranch(node, awaited)
            ? node.Inputs
            : null);
    }

    // A control input names a node, not one of its outputs: without the Identity behind it, "when the true branch is taken" would
    // become "when the Switch has run".
    private static bool NamesBranch(GraphNode node, HashSet<GraphNode> awaited) =>
        awaited.Contains(node) && node.Inputs.Exists(i => i.Node.Op is "Switch" or "RefSwitch");
}
