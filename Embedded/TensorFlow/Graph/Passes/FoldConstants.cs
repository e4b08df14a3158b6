using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Computes at load what depends on constants only, and takes the branches that constants decide.</summary>
internal sealed class FoldConstants(FoldingCache cache)
{
    // Folding may not trade a small graph for a large one: Fill, Tile and Range of constants can be any size.
    private const long MostGrowth = 1 << 20;

    // Needs its inputs as constants when its kernel is made, or has none to compute.
    private static readonly HashSet<string> s_never = new(StringComparer.Ordinal) { "Const", "_Feed", "Placeholder", "VarHandleOp", "NoOp" };

    public bool Run(OpGraph graph)
    {
        var dead = new HashSet<Output>();
        var uses = OutputCounts(graph);
        return graph.Rewrite(node => node.Op switch
        {
            "Merge" or "RefMerge" => Merge(node, dead),
            _ when node.Inputs.Exists(dead.Contains) || node.Controls.Exists(c => dead.Contains(c.First)) => MarkDead(node, dead, uses),
            "Switch" or "RefSwitch" => Switch(node, dead),
            _ => Fold(node, uses.GetValueOrDefault(node, 1)),
        });
    }

    private static Dictionary<GraphNode, int> OutputCounts(OpGraph graph)
    {
        var counts = new Dictionary<GraphNode, int>();
        foreach (var output in graph.TopologicalOrder().SelectMany(n => n.Inputs).Concat(graph.Fetches))
        {
            counts[output.Node] = Math.Max(counts.GetValueOrDefault(output.Node), output.Index + 1);
        }

        return counts;
    }

    private static Output[]? MarkDead(GraphNode node, HashSet<Output> dead, Dictionary<GraphNode, int> uses)
    {
        for (var i = 0; i < uses.GetValueOrDefault(node, 1); i++)
        {
            dead.Add(new Output(node, i));
        }

        return null;
    }

    private static Output[]? Switch(GraphNode node, HashSet<Output> dead)
    {
        if (node.Inputs[1].Constant is not { DType: DataType.Bool } predicate || node.Controls.Count > 0)
        {
            return null;
        }

        // The branch not taken keeps the Switch as its producer, marked dead, until the Merge drops it.
        var taken = predicate.Data<bool>()[0] ? 1 : 0;
        dead.Add(new Output(node, 1 - taken));
        return taken == 1 ? [node.First, node.Inputs[0]] : [node.Inputs[0], new Output(node, 1)];
    }

    private static Output[]? Merge(GraphNode node, HashSet<Output> dead)
    {
        var alive = Enumerable.Range(0, node.Inputs.Count).Where(i => !dead.Contains(node.Inputs[i])).ToList();
        return alive.Count == 1 && node.Inputs.Count > 1
            ? [node.Inputs[alive[0]], GraphNode.Constant(node.Name + "/value_index", Tensor.Scalar(alive[0])).First]
            : null;
    }

    private IReadOnlyList<Output>? Fold(GraphNode node, int outputs)
    {
        if (s_never.Contains(node.Op) || node.Controls.Count > 0 || node.Fusion is not null || !node.Inputs.TrueForAll(i => i.Node.IsConstant)
            || KernelRegistry.Default.Find(node.Op) is not { Traits: KernelTraits.Pure } entry)
        {
            return null;
        }

        var inputs = node.Inputs.ConvertAll(i => i.Node.Value!);
        return cache.GetOrAdd(node, inputs, () => Evaluate(entry, node, inputs, outputs)) is { } values && values.Count >= outputs
            ? [.. values.Select((v, i) => GraphNode.Constant(outputs == 1 ? node.Name : $"{node.Name}:{i}", v).First)]
            : null;
    }

    private static Tensor[]? Evaluate(KernelEntry entry, GraphNode node, List<Tensor> inputs, int outputs)
    {
        try
        {
            var most = inputs.Sum(Weight) + MostGrowth;
            var values = Evaluator.Run(entry, node, inputs, outputs, mostElements: most / 8);
            return values.All(v => v is not null) && values.Sum(Weight) <= most ? values : null;
        }
        catch (TensorFlowException)
        {
            // The node fails at every run; the run then says so, as TensorFlow's would.
            return null;
        }
    }

    private static long Weight(Tensor tensor) => tensor.ElementCount * Math.Max(tensor.DType.Size(), 8);
}
