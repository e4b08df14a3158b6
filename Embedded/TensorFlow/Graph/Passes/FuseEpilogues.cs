namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Moves the addition of a shortcut and the activation into the convolution, product or affine before them.</summary>
internal static class FuseEpilogues
{
    private static readonly HashSet<string> s_activated = new(StringComparer.Ordinal) { "Conv2D", "DepthwiseConv2dNative", "MatMul", "_Dense", "_ChannelAffine" };
    private static readonly HashSet<string> s_added = new(StringComparer.Ordinal) { "Conv2D", "MatMul", "_Dense" };

    public static void Run(OpGraph graph)
    {
        var uses = graph.CountUses();
        graph.Rewrite(node =>
        {
            if (node.Controls.Count > 0)
            {
                return null;
            }

            var fused = node.Op switch
            {
                "Relu" or "Relu6" => Activate(node, uses),
                "AddV2" or "Add" => AddResidual(node, 1, uses) ?? AddResidual(node, 0, uses),
                _ => null,
            };
            if (fused is null)
            {
                return null;
            }

            uses[fused] = uses.GetValueOrDefault(node);
            return [fused.First];
        });
    }

    private static GraphNode? Activate(GraphNode node, Dictionary<GraphNode, int> uses)
    {
        var producer = node.Inputs[0].Node;
        return s_activated.Contains(producer.Op) && IsOpen(producer, uses) && IsFloat(producer)
            ? With(producer, producer.Inputs, (producer.Fusion ?? new Fusion()) with { Activation = node.Op })
            : null;
    }

    private static GraphNode? AddResidual(GraphNode node, int at, Dictionary<GraphNode, int> uses)
    {
        var producer = node.Inputs[at].Node;
        var other = node.Inputs[1 - at];
        return s_added.Contains(producer.Op) && IsOpen(producer, uses) && producer.Fusion is not { HasResidual: true } && IsFloat(producer)
            && !other.Node.IsConstant
            ? With(producer, [.. producer.Inputs, other], (producer.Fusion ?? new Fusion()) with { HasResidual = true })
            : null;
    }

    // Nothing else needs the value before, and no activation stands between.
    private static bool IsOpen(GraphNode producer, Dictionary<GraphNode, int> uses) =>
        uses.GetValueOrDefault(producer) == 1 && producer.Fusion?.Activation is null && producer.Controls.Count == 0;

    // Only the float kernels have an epilogue.
    private static bool IsFloat(GraphNode producer) =>
        producer.Op == "_ChannelAffine" || producer.Attributes.Type("T", DataType.Invalid) == DataType.Float;

    private static GraphNode With(GraphNode producer, IEnumerable<Output> inputs, Fusion fusion)
    {
        var fused = new GraphNode(producer.Name, producer.Op, producer.Attributes) { Fusion = fusion };
        fused.Inputs.AddRange(inputs);
        return fused;
    }
}
