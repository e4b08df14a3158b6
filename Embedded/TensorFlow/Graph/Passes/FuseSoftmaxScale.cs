namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Lets Softmax multiply its logits by a positive constant itself, as attention does before it.</summary>
internal static class FuseSoftmaxScale
{
    public static void Run(OpGraph graph) => graph.Rewrite(node =>
    {
        if (Pattern.Is(node.First, "Softmax") is null || node.Attributes.Type("T", DataType.Invalid) != DataType.Float
            || Pattern.Is(node.Inputs[0], "Mul") is not { } product
            || Pattern.Other(product, value => value.Constant is { Rank: 0 } && Pattern.Scalar(value) is > 0 and < float.PositiveInfinity) is not { } logits)
        {
            return null;
        }

        var factor = Pattern.Scalar(product.Inputs[0] == logits ? product.Inputs[1] : product.Inputs[0])!.Value;
        var fused = new GraphNode(node.Name, node.Op, node.Attributes) { Fusion = new Fusion { Scale = factor } };
        fused.Inputs.Add(logits);
        return [fused.First];
    });
}
