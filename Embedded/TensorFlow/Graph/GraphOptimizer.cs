using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Graph.Passes;

namespace Embedded.TensorFlow.Graph;

/// <summary>The rewrite passes in their order.</summary>
internal static class GraphOptimizer
{
    // Each round can uncover work for the next (a branch taken frees constants behind it); real graphs settle in three.
    private const int MostRounds = 8;

    /// <summary>What every graph needs before it can run: one kind of variable, decoded constants, no idle nodes.</summary>
    public static void Normalize(OpGraph graph)
    {
        DecodeConstants.Run(graph);
        ReferenceVariables.Run(graph);
        PruneControls.Run(graph);
        DropIdentities.Run(graph);
        foreach (var body in Bodies(graph))
        {
            Normalize(body);
        }

        BindArguments.Run(graph);
    }

    /// <summary>What makes a serving graph fast.</summary>
    public static void Optimize(OpGraph graph, ResourceStore resources, HashSet<string> assignable, FoldingCache cache)
    {
        FreezeVariables.Run(graph, resources, assignable);
        var folding = new FoldConstants(cache);
        for (var round = 0; round < MostRounds; round++)
        {
            PruneControls.Run(graph);
            var dropped = DropIdentities.Run(graph);
            if (!folding.Run(graph) && !TakeBranches.Run(graph) && !dropped)
            {
                break;
            }
        }

        BindArguments.Run(graph);
        foreach (var body in Bodies(graph))
        {
            Optimize(body, resources, assignable, cache);
        }

        ChannelsFirstToLast.Run(graph);
        FuseLayerNorm.Run(graph);
        FuseGelu.Run(graph);
        FuseSoftmaxScale.Run(graph);
        new DenseLayers(cache).Run(graph);
        new NormalizationsToAffine(cache).Run(graph);
        new FoldAffineIntoWeights(cache).Run(graph);
        FuseEpilogues.Run(graph);
        FusePadding.Run(graph);
    }

    private static IEnumerable<OpGraph> Bodies(OpGraph graph) => graph.TopologicalOrder().SelectMany(n => n.Bodies);
}
