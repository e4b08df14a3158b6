namespace Embedded.TensorFlow.Graph;

/// <summary>
/// Turns the loops of TensorFlow 1, which are cycles through Enter, Merge, Switch, NextIteration and Exit, into <c>While</c> nodes
/// with a condition and a body, the innermost first. Nothing after the import sees a cycle.
/// </summary>
internal static class RaiseLoops
{
    private const int MostLoops = 1000;

    private static readonly HashSet<string> s_ends = new(StringComparer.Ordinal) { "Merge", "RefMerge", "Switch", "RefSwitch", "Exit", "RefExit" };

    public static void Run(OpGraph graph, NodeBudget budget)
    {
        while (true)
        {
            var nodes = Reachable(graph);
            var frames = nodes.Where(n => n.Op is "Enter" or "RefEnter").GroupBy(n => n.Attributes.Text("frame_name", ""), StringComparer.Ordinal).ToList();
            if (frames.Count == 0)
            {
                return;
            }

            // Each loop takes a walk over the graph; a file of thousands of them was made to take hours.
            if (frames.Count > MostLoops)
            {
                throw TensorFlowException.InvalidArgument($"The graph has {frames.Count} loops; at most {MostLoops} are possible");
            }

            var users = nodes.Where(n => s_ends.Contains(n.Op)).SelectMany(n => n.Inputs.Select(i => (Used: i.Node, User: n))).ToLookup(p => p.Used, p => p.User);
            var loop = frames.Select(f => LoopFrame.Find(f.Key, [.. f], users)).FirstOrDefault(f => f.IsInnermost)
                ?? throw TensorFlowException.Unimplemented(
                    $"The loop '{frames[0].Key}' (node '{frames[0].First().Name}') is not built as TensorFlow 1 builds loops; the embedded runtime cannot run it. Serve it in container mode, where TensorFlow itself runs it.");
            Replace(graph, nodes, loop, budget);
        }
    }

    private static void Replace(OpGraph graph, List<GraphNode> nodes, LoopFrame loop, NodeBudget budget)
    {
        var node = loop.ToWhile(budget);
        var exits = loop.Exits.ToDictionary(e => e.Exit, e => new Output(node, e.Variable));

        // Without a variable that leaves the loop nobody waits for it.
        foreach (var user in nodes.Append(node))
        {
            for (var i = 0; i < user.Inputs.Count; i++)
            {
                user.Inputs[i] = exits.TryGetValue(user.Inputs[i].Node, out var result) ? result : user.Inputs[i];
            }

            for (var i = 0; i < user.Controls.Count; i++)
            {
                user.Controls[i] = exits.ContainsKey(user.Controls[i]) ? node : user.Controls[i];
            }
        }

        for (var i = 0; i < graph.Fetches.Count; i++)
        {
            graph.Fetches[i] = exits.TryGetValue(graph.Fetches[i].Node, out var result) ? result : graph.Fetches[i];
        }

        for (var i = 0; i < graph.Targets.Count; i++)
        {
            graph.Targets[i] = exits.ContainsKey(graph.Targets[i]) ? node : graph.Targets[i];
        }

        if (Reachable(graph).Exists(loop.Enters.Contains))
        {
            throw TensorFlowException.InvalidArgument($"A value inside of the loop '{loop.Name}' is used outside of it");
        }
    }

    private static List<GraphNode> Reachable(OpGraph graph)
    {
        var found = new HashSet<GraphNode>();
        var pending = new Stack<GraphNode>(graph.Fetches.Select(f => f.Node).Concat(graph.Targets));
        while (pending.TryPop(out var node))
        {
            if (found.Add(node))
            {
                foreach (var used in node.Inputs.Select(i => i.Node).Concat(node.Controls))
                {
                    pending.Push(used);
                }
            }
        }

        return [.. found];
    }
}
