namespace Embedded.TensorFlow.Graph;

/// <summary>Copies a part of a graph, with some of its values replaced by others.</summary>
/// <param name="replaced">Values that are not copied but stand for others.</param>
/// <param name="skip">Nodes whose order is not kept: control inputs from them are dropped.</param>
/// <param name="budget">How many nodes may be made; null where the copy replaces the original.</param>
internal sealed class GraphCopy(Dictionary<Output, Output> replaced, Func<GraphNode, bool> skip, NodeBudget? budget = null)
{
    private readonly Dictionary<GraphNode, GraphNode> _copies = [];
    private readonly Queue<(GraphNode From, GraphNode To)> _pending = new();

    /// <summary>The value in the copy; everything it needs is copied too.</summary>
    public Output Of(Output output)
    {
        var copy = Refer(output);
        while (_pending.TryDequeue(out var pending))
        {
            pending.To.Inputs.AddRange(pending.From.Inputs.Select(Refer));
            pending.To.Controls.AddRange(pending.From.Controls.Where(c => !skip(c)).Select(Refer));
        }

        return copy;
    }

    public GraphNode Of(GraphNode node) => Of(node.First).Node;

    /// <summary>A graph of its own with the same feeds.</summary>
    public static OpGraph Whole(OpGraph graph, NodeBudget? budget = null)
    {
        var result = new OpGraph();
        var copy = new GraphCopy([], static _ => false, budget);
        result.Feeds.AddRange(graph.Feeds.Select(f => (f.Name, copy.Of(f.Node))));
        result.Fetches.AddRange(graph.Fetches.Select(copy.Of));
        result.Targets.AddRange(graph.Targets.Select(copy.Of));
        return result;
    }

    private Output Refer(Output output) => replaced.TryGetValue(output, out var other) ? other : new Output(Refer(output.Node), output.Index);

    private GraphNode Refer(GraphNode node)
    {
        if (_copies.TryGetValue(node, out var copy))
        {
            return copy;
        }

        budget?.Spend();
        copy = new GraphNode(node.Name, node.Op, node.Attributes)
        {
            Value = node.Value,
            Fusion = node.Fusion,
            Nesting = node.Nesting,
            Bodies = [.. node.Bodies.Select(b => Whole(b, budget))],
        };
        _copies[node] = copy;
        _pending.Enqueue((node, copy));
        return copy;
    }
}
