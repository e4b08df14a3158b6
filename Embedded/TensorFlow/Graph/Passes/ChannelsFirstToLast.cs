namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// Brings what is written for channels first (NCHW, NCDHW) to the order that the kernels have. A node is wrapped in two
/// transposes; <see cref="ChannelOrder"/> then moves the second one down through whatever does not care about the order, until it
/// meets the first one of the next node and both vanish.
/// </summary>
internal sealed class ChannelsFirstToLast
{
    private static readonly HashSet<string> s_ops = new(StringComparer.Ordinal)
    {
        "Conv2D", "DepthwiseConv2dNative", "Conv2DBackpropInput", "MaxPool", "AvgPool", "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3",
        "SpaceToDepth", "DepthToSpace", "Conv3D", "Conv3DBackpropInputV2", "MaxPool3D", "AvgPool3D",
    };

    private readonly ChannelOrder _order = new();

    public static void Run(OpGraph graph)
    {
        // Few models have such nodes: the others are not walked.
        if (graph.TopologicalOrder().Exists(IsChannelsFirst))
        {
            graph.Rewrite(new ChannelsFirstToLast().Visit);
        }
    }

    private static bool IsChannelsFirst(GraphNode node) => s_ops.Contains(node.Op) && node.Attributes.Text("data_format", "") is "NCHW" or "NCDHW";

    private IReadOnlyList<Output>? Visit(GraphNode node)
    {
        if (!s_ops.Contains(node.Op) || node.Attributes.Text("data_format", "") is not ("NCHW" or "NCDHW") || node.Inputs.Count == 0)
        {
            return _order.MoveDown(node);
        }

        var rank = node.Attributes.Text("data_format", "") == "NCHW" ? 4 : 5;
        var copy = new GraphNode(node.Name, node.Op, Reordered(node, rank)) { Fusion = node.Fusion };
        copy.Inputs.AddRange(node.Inputs);
        copy.Controls.AddRange(node.Controls);
        if (node.Op is "Conv2DBackpropInput" or "Conv3DBackpropInputV2")
        {
            copy.Inputs[0] = Sizes(node, rank);
            copy.Inputs[2] = _order.ToLast(node.Inputs[2], rank);
        }
        else
        {
            copy.Inputs[0] = _order.ToLast(node.Inputs[0], rank);
        }

        // Statistics have no order of dimensions.
        return [_order.ToFirst(copy.First, rank), .. Enumerable.Range(1, 5).Select(i => new Output(copy, i))];
    }

    // The sizes of the result of a transposed convolution; two or three numbers are height and width (and depth) alone.
    private static Output Sizes(GraphNode node, int rank)
    {
        if (node.Inputs[0].Constant is { } sizes && sizes.ElementCount != rank)
        {
            return node.Inputs[0];
        }

        var gather = new GraphNode(node.Name + "/sizes", "GatherV2", Format.AttributeMap.Empty);
        var order = Array.ConvertAll(ChannelOrder.Last(rank), d => (int)d);
        gather.Inputs.AddRange([
            node.Inputs[0],
            GraphNode.Constant(node.Name + "/order", Tensor.From([rank], order.AsSpan())).First,
            GraphNode.Constant(node.Name + "/axis", Tensor.Scalar(0)).First,
        ]);
        return gather.First;
    }

    private static Format.AttributeMap Reordered(GraphNode node, int rank)
    {
        var attributes = node.Attributes.With("data_format", rank == 4 ? "NHWC" : "NDHWC");
        var order = ChannelOrder.Last(rank);
        foreach (var name in (ReadOnlySpan<string>)["strides", "dilations", "ksize"])
        {
            if (node.Attributes.Has(name) && node.Attributes.Ints(name) is var values && values.Length == rank)
            {
                attributes = attributes.With(name, order.Select(d => values[d]));
            }
        }

        return node.Attributes.Has("explicit_paddings") && node.Attributes.Ints("explicit_paddings") is var pads && pads.Length == 2 * rank
            ? attributes.With("explicit_paddings", order.SelectMany(d => (long[])[pads[2 * d], pads[(2 * d) + 1]]))
            : attributes;
    }
}
