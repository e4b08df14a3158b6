namespace Embedded.TensorFlow.Graph;

/// <summary>The part of a model that one entry point needs: feeds, fetches, and what lies between.</summary>
internal sealed class OpGraph
{
    /// <summary>Values that a run receives, in the order of the entry point.</summary>
    public List<(string Name, GraphNode Node)> Feeds { get; } = [];

    /// <summary>Values that a run returns.</summary>
    public List<Output> Fetches { get; } = [];

    /// <summary>Nodes that run for their effect.</summary>
    public List<GraphNode> Targets { get; } = [];

    /// <summary>Every node that fetches and targets need, producers first.</summary>
    /// <exception cref="TensorFlowException">INVALID_ARGUMENT when nodes wait for each other.</exception>
    public List<GraphNode> TopologicalOrder()
    {
        var order = new List<GraphNode>();
        var state = new Dictionary<GraphNode, bool>();
        var stack = new Stack<(GraphNode Node, int Next)>();
        foreach (var root in Fetches.Select(f => f.Node).Concat(Targets))
        {
            Visit(root);
            while (stack.TryPop(out var top))
            {
                var (node, next) = top;
                if (next < node.Inputs.Count + node.Controls.Count)
                {
                    stack.Push((node, next + 1));
                    Visit(next < node.Inputs.Count ? node.Inputs[next].Node : node.Controls[next - node.Inputs.Count]);
                }
                else
                {
                    state[node] = true;
                    order.Add(node);
                }
            }
        }

        return order;

        void Visit(GraphNode node)
        {
            if (!state.TryGetValue(node, out var done))
            {
                state[node] = false;
                stack.Push((node, 0));
            }
            else if (!done)
            {
                throw Cycle(node, stack.Select(s => s.Node));
            }
        }
    }

    /// <summary>Every node, those of the bodies of loops and branches included.</summary>
    public IEnumerable<GraphNode> AllNodes() => TopologicalOrder().SelectMany(n => n.Bodies.SelectMany(b => b.AllNodes()).Prepend(n));

    /// <summary>
    /// Visits nodes producers first. The visitor sees inputs that are already rewritten and returns null to keep the node, or
    /// one replacement for each output.
    /// </summary>
    /// <returns>Whether anything was replaced.</returns>
    public bool Rewrite(Func<GraphNode, IReadOnlyList<Output>?> visit)
    {
        var replaced = new Dictionary<GraphNode, IReadOnlyList<Output>>();
        foreach (var node in TopologicalOrder())
        {
            Redirect(node.Inputs, replaced);
            Redirect(node.Controls, replaced);
            if (visit(node) is { } outputs)
            {
                replaced[node] = outputs;
            }
        }

        Redirect(Fetches, replaced);
        Redirect(Targets, replaced);
        return replaced.Count > 0;
    }

    /// <summary>How many inputs, controls, fetches and targets refer to each node.</summary>
    public Dictionary<GraphNode, int> CountUses()
    {
        var uses = new Dictionary<GraphNode, int>();
        foreach (var node in TopologicalOrder())
        {
            foreach (var used in node.Inputs.Select(i => i.Node).Concat(node.Controls))
            {
                uses[used] = uses.GetValueOrDefault(used) + 1;
            }
        }

        foreach (var used in Fetches.Select(f => f.Node).Concat(Targets))
        {
            uses[used] = uses.GetValueOrDefault(used) + 1;
        }

        return uses;
    }

    private static TensorFlowException Cycle(GraphNode node, IEnumerable<GraphNode> path) => TensorFlowException.InvalidArgument(
        $"Graph is invalid, contains a cycle with {path.TakeWhile(n => n != node).Count() + 1} nodes, including: {node.Name}");

    private static void Redirect(List<Output> outputs, Dictionary<GraphNode, IReadOnlyList<Output>> replaced)
    {
        for (var i = 0; i < outputs.Count; i++)
        {
            if (replaced.TryGetValue(outputs[i].Node, out var to))
            {
                outputs[i] = outputs[i].Index < to.Count
                    ? to[outputs[i].Index]
                    : throw TensorFlowException.InvalidArgument($"Node '{outputs[i].Node.Name}' (type: '{outputs[i].Node.Op}') has no output {outputs[i].Index}");
            }
        }
    }

    private static void Redirect(List<GraphNode> nodes, Dictionary<GraphNode, IReadOnlyList<Output>> replaced)
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            if (!replaced.TryGetValue(nodes[i], out var to))
            {
                continue;
            }

            nodes.RemoveAt(i);
            nodes.InsertRange(i, to.Select(o => o.Node).Distinct());
        }
    }
}
