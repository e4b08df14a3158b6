namespace Embedded.TensorFlow.Graph;

/// <summary>
/// Turns the loops of TensorFlow 1, which are cycles through Enter, Merge, Switch, NextIteration and Exit, into <c>While</c> nodes
/// with a condition and a body, the innermost first. Nothing after the import sees a cycle.
/// </summary>
internal static class RaiseLoops
{
    public static void Run(OpGraph graph)
    {
        while (true)
        {
            var nodes = Reachable(graph);
            var frames = nodes.Where(n => n.Op is "Enter" or "RefEnter").GroupBy(n => n.Attributes.Text("frame_name", ""), StringComparer.Ordinal).ToList();
            if (frames.Count == 0)
            {
                return;
            }

            var loop = frames.Select(f => LoopFrame.Find(f.Key, [.. f], nodes)).FirstOrDefault(f => f.IsInnermost)
                ?? throw TensorFlowException.Unimplemented(
                    $"The loop '{frames[0].Key}' (node '{frames[0].First().Name}') is not built as TensorFlow 1 builds loops; the embedded runtime cannot run it. Serve it in container mode, where TensorFlow itself runs it.");
            Replace(graph, nodes, loop);
        }
    }

    private static void Replace(OpGraph graph, List<GraphNode> nodes, LoopFrame loop)
    {
        var node = loop.ToWhile();
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
