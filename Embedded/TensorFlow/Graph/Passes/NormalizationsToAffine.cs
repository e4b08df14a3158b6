namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// Turns what scales and shifts channels by constants into one <c>_ChannelAffine</c>: FusedBatchNorm with fixed statistics,
/// BiasAdd, and the chains of Mul, Add and Sub that Keras 3 writes. Neighbours are merged.
/// </summary>
internal sealed class NormalizationsToAffine(FoldingCache cache)
{
    private readonly ChannelShapes _shapes = new(trustFeeds: false);

    public void Run(OpGraph graph)
    {
        var uses = graph.CountUses();
        var outputs = graph.TopologicalOrder().SelectMany(n => n.Inputs).Concat(graph.Fetches).Where(o => o.Index > 0).Select(o => o.Node).ToHashSet();
        graph.Rewrite(node =>
        {
            if (node.Controls.Count > 0 || outputs.Contains(node) || Read(node) is not { } affine)
            {
                return null;
            }

            var merged = Merge(node, affine, uses);
            uses[merged] = uses.GetValueOrDefault(node);
            return [merged.First];
        });
    }

    private (Output X, Tensor Scale, Tensor Shift)? Read(GraphNode node) => node.Op switch
    {
        "FusedBatchNorm" or "FusedBatchNormV2" or "FusedBatchNormV3" => BatchNorm(node),
        "BiasAdd" => node.Inputs[1].Constant is { Rank: 1, DType: DataType.Float } bias && IsChannelsLast(node)
            ? (node.Inputs[0], Filled(1, bias), bias)
            : null,
        "Mul" => Constant(node) is var (x, c) ? (x, c, Filled(0, c)) : null,
        "AddV2" or "Add" => Constant(node) is var (x, c) ? (x, Filled(1, c), c) : null,
        "Sub" when node.Inputs[1].Constant is not null => Constant(node) is var (x, c) ? (x, Filled(1, c), Negated(c)) : null,
        "Sub" => Constant(node) is var (x, c) ? (x, Filled(-1, c), c) : null,
        _ => null,
    };

    private static bool IsChannelsLast(GraphNode node) => node.Attributes.Text("data_format", "NHWC") == "NHWC";

    private (Output, Tensor, Tensor)? BatchNorm(GraphNode node)
    {
        // The statistics of narrow images are float too; the affine takes float images only.
        if (node.Attributes.Bool("is_training", true) || !IsChannelsLast(node) || node.Attributes.Type("T", DataType.Float) != DataType.Float
            || node.Inputs.Count < 5 || !node.Inputs.Skip(1).All(i => i.Constant is { DType: DataType.Float, Rank: 1 }))
        {
            return null;
        }

        var inputs = node.Inputs.Skip(1).Select(i => i.Constant!).ToArray();
        var epsilon = node.Attributes.Float("epsilon", 1e-4f);
        var folded = cache.GetOrAdd("BatchNorm", node.Attributes, inputs, () => AffineMath.FromStatistics(inputs[0], inputs[1], inputs[2], inputs[3], epsilon))!;
        return (node.Inputs[0], folded[0], folded[1]);
    }

    // One operand is a constant that holds one value for all channels or one for each.
    private (Output X, Tensor Values)? Constant(GraphNode node)
    {
        var at = node.Inputs[1].Constant is not null ? 1 : 0;
        if (node.Inputs[at].Constant is not { DType: DataType.Float } constant || _shapes.Find(node.Inputs[1 - at]) is not var (channels, rank)
            || constant.Rank > Math.Max(rank, 1))
        {
            return null;
        }

        var perChannel = constant.ElementCount == channels && constant.Rank > 0 && constant.Shape[^1] == channels;
        return perChannel || constant.ElementCount == 1
            ? (node.Inputs[1 - at], cache.GetOrAdd($"Spread{channels}", Format.AttributeMap.Empty, [constant], () => [AffineMath.Spread(constant, channels)])![0])
            : null;
    }

    private Tensor Filled(float value, Tensor like) =>
        cache.GetOrAdd($"Filled{value}", Format.AttributeMap.Empty, [like], () => [AffineMath.Filled(value, like.ElementCount)])![0];

    private Tensor Negated(Tensor values) =>
        cache.GetOrAdd("Negated", Format.AttributeMap.Empty, [values], () => [AffineMath.Multiply(values, AffineMath.Filled(-1, values.ElementCount))])![0];

    private GraphNode Merge(GraphNode node, (Output X, Tensor Scale, Tensor Shift) affine, Dictionary<GraphNode, int> uses)
    {
        var (x, scale, shift) = affine;
        if (x.Node is { Op: "_ChannelAffine", Fusion: null } before && uses.GetValueOrDefault(before) == 1)
        {
            var (firstScale, firstShift) = (before.Inputs[1].Constant!, before.Inputs[2].Constant!);
            var both = cache.GetOrAdd("Compose", Format.AttributeMap.Empty, [firstScale, firstShift, scale, shift], () => AffineMath.Compose(firstScale, firstShift, scale, shift))!;
            (x, scale, shift) = (before.Inputs[0], both[0], both[1]);
        }

        var merged = new GraphNode(node.Name, "_ChannelAffine", Format.AttributeMap.Empty);
        merged.Inputs.AddRange([x, GraphNode.Constant(node.Name + "/scale", scale).First, GraphNode.Constant(node.Name + "/shift", shift).First]);
        return merged;
    }
}
