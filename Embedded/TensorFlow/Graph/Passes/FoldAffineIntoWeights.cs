namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Multiplies a scale behind a convolution or product into its weights and leaves a bias.</summary>
internal sealed class FoldAffineIntoWeights(FoldingCache cache)
{
    private static readonly HashSet<string> s_weighted = new(StringComparer.Ordinal) { "Conv2D", "DepthwiseConv2dNative", "MatMul", "_Dense" };

    public void Run(OpGraph graph)
    {
        var uses = graph.CountUses();
        graph.Rewrite(node =>
        {
            if (node is not { Op: "_ChannelAffine", Fusion: null } || node.Inputs[0].Node is not { Controls.Count: 0 } producer
                || !IsPlain(producer) || uses.GetValueOrDefault(producer) != 1
                || producer.Inputs[1].Constant is not { DType: DataType.Float } weights)
            {
                return null;
            }

            var (scale, shift) = (node.Inputs[1].Constant!, node.Inputs[2].Constant!);
            var fused = new GraphNode(producer.Name, producer.Op, producer.Attributes) { Fusion = (producer.Fusion ?? new Fusion()) with { HasBias = true } };
            fused.Inputs.AddRange([producer.Inputs[0], Scaled(producer, weights, scale), GraphNode.Constant(node.Name + "/bias", shift).First]);
            uses[fused] = uses.GetValueOrDefault(node);
            return [fused.First];
        });
    }

    // Of several result dimensions the last is not the channel that a bias counts.
    private static bool IsPlain(GraphNode producer) => s_weighted.Contains(producer.Op)
        && (producer.Op == "_Dense" ? producer is { Fusion: { HasBias: false, HasResidual: false, Activation: null } } && producer.Inputs[1].Constant!.Rank == 2 : producer.Fusion is null);

    private Output Scaled(GraphNode producer, Tensor weights, Tensor scale)
    {
        if (!scale.Data<float>().ContainsAnyExcept(1f))
        {
            return producer.Inputs[1];
        }

        var channelsFirst = producer.Op == "MatMul" && producer.Attributes.Bool("transpose_b", false);
        var scaled = cache.GetOrAdd($"Scale{channelsFirst}", Format.AttributeMap.Empty, [weights, scale], () => [AffineMath.ScaleChannels(weights, scale, channelsFirst)])!;
        return GraphNode.Constant(producer.Inputs[1].Node.Name, scaled[0]).First;
    }
}
