namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Removes nodes that only pass values on. One that orders effects stays.</summary>
internal static class DropIdentities
{
    private static readonly HashSet<string> s_ops = new(StringComparer.Ordinal)
    {
        "Identity", "IdentityN", "StopGradient", "PreventGradient", "Snapshot", "PlaceholderWithDefault",
    };

    public static bool Run(OpGraph graph) =>
        graph.Rewrite(node => node.Controls.Count == 0 && s_ops.Contains(node.Op) && node.Inputs.Count > 0 ? node.Inputs : null);
}
