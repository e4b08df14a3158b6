namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Replaces an <c>If</c> or <c>Case</c> that a constant decides by the branch it takes.</summary>
internal static class TakeBranches
{
    public static bool Run(OpGraph graph) => graph.Rewrite(node =>
    {
        if (node.Bodies.Count == 0 || FunctionBodies.IsLoop(node) || node.Controls.Count > 0 || node.Inputs[0].Constant is not { ElementCount: 1 } decider)
        {
            return null;
        }

        var body = node.Bodies[Kernels.Control.Condition.Branch(node.Op, decider, node.Bodies.Count)];
        if (body.Targets.Count > 0 || body.Feeds.Count != node.Inputs.Count - 1)
        {
            return null;
        }

        var replaced = body.Feeds.Select((f, i) => (f.Node.First, node.Inputs[i + 1])).ToDictionary();
        var copy = new GraphCopy(replaced, static _ => false);
        return [.. body.Fetches.Select(copy.Of)];
    });
}
