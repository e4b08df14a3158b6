namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Gives every <c>Const</c> its value.</summary>
internal static class DecodeConstants
{
    public static void Run(OpGraph graph)
    {
        foreach (var node in graph.TopologicalOrder())
        {
            if (node is { Op: "Const", Value: null })
            {
                node.Value = Decode(node);
            }
        }
    }

    private static Tensor Decode(GraphNode node)
    {
        try
        {
            return node.Attributes.Tensor("value") ?? throw TensorFlowException.InvalidArgument($"Const has no value");
        }
        catch (TensorFlowException e)
        {
            throw new TensorFlowException(e.Code, $"{e.Message}\n\t [[{{{{node {node.Name}}}}}]]", e);
        }
    }
}
