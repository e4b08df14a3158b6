namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// Puts what is known of a caller into the functions it calls: constants, and handles of variables, which then can be frozen and
/// packed inside. In loops only what the body hands on unchanged.
/// </summary>
internal static class BindArguments
{
    public static void Run(OpGraph graph)
    {
        foreach (var node in graph.TopologicalOrder())
        {
            if (node.Bodies.Count > 0)
            {
                Bind(node);
            }
        }
    }

    /// <summary>Inputs of a node that its functions do not use.</summary>
    public static IEnumerable<Output> Unused(GraphNode node)
    {
        var first = FunctionBodies.FirstArgument(node);
        var used = node.Bodies.SelectMany(b => b.TopologicalOrder().SelectMany(n => n.Inputs).Concat(b.Fetches)).ToHashSet();
        return node.Inputs.Skip(first).Where((_, i) => !node.Bodies.Any(b => i < b.Feeds.Count && used.Contains(b.Feeds[i].Node.First)));
    }

    private static void Bind(GraphNode node)
    {
        var first = FunctionBodies.FirstArgument(node);
        for (var i = first; i < node.Inputs.Count; i++)
        {
            var argument = i - first;
            var given = node.Inputs[i].Node;
            if ((given.IsConstant || given is { Op: "VarHandleOp", Controls.Count: 0 }) && (!FunctionBodies.IsLoop(node) || IsInvariant(node.Bodies[1], argument)))
            {
                foreach (var body in node.Bodies)
                {
                    Replace(body, argument, given);
                }
            }
        }
    }

    private static bool IsInvariant(OpGraph body, int argument) =>
        argument < body.Feeds.Count && argument < body.Fetches.Count && body.Fetches[argument] == body.Feeds[argument].Node.First;

    private static void Replace(OpGraph body, int argument, GraphNode given)
    {
        if (argument >= body.Feeds.Count)
        {
            return;
        }

        var feed = body.Feeds[argument].Node;
        var copy = new GraphNode(given.Name, given.Op, given.Attributes) { Value = given.Value };
        body.Rewrite(n => n == feed ? [copy.First] : null);
    }
}
