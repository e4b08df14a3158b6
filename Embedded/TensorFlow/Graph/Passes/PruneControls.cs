using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Removes control inputs that order nothing: those from nodes with no effect, read or branch before them.</summary>
internal static class PruneControls
{
    private const KernelTraits Ordered = KernelTraits.Effect | KernelTraits.Reads | KernelTraits.Branches;

    public static void Run(OpGraph graph)
    {
        var ordered = new HashSet<GraphNode>();
        foreach (var node in graph.TopologicalOrder())
        {
            node.Controls.RemoveAll(c => !ordered.Contains(c));
            if ((KernelRegistry.Default.Has(node.Op, Ordered) && !Holds(node)) || node.Controls.Count > 0 || node.Inputs.Exists(i => ordered.Contains(i.Node)))
            {
                ordered.Add(node);
            }
        }
    }

    // An assertion about constants that is true.
    private static bool Holds(GraphNode node) =>
        node.Op == "Assert" && node.Inputs.Count > 0 && node.Inputs[0].Constant is { } condition && Kernels.Control.Condition.IsTrue(condition);
}
