namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// The size of the last dimension, and the rank, of values whose producers tell it without a run. Enough to know that a constant
/// scales channels and does not broadcast the value to another shape.
/// </summary>
/// <param name="trustFeeds">Whether the declared shape of a placeholder counts: a request may bring another.</param>
internal sealed class ChannelShapes(bool trustFeeds)
{
    // Between two layers with weights lie a few nodes; an endless chain of others would overflow the stack.
    private const int Deepest = 64;

    private readonly Dictionary<GraphNode, (int Channels, int Rank)?> _known = [];

    /// <returns>Null when it is not known.</returns>
    public (int Channels, int Rank)? Find(Output output) => Find(output, Deepest);

    private (int Channels, int Rank)? Find(Output output, int depth)
    {
        if (output.Index != 0 || depth == 0)
        {
            return null;
        }

        if (!_known.TryGetValue(output.Node, out var shape))
        {
            shape = Compute(output.Node, depth - 1);
            _known[output.Node] = shape;
        }

        return shape;
    }

    private (int Channels, int Rank)? Compute(GraphNode node, int depth) => node.Op switch
    {
        "Conv2D" => node.Inputs[1].Constant is { Rank: 4 } filter ? ((int)filter.Shape[3], 4) : null,
        "DepthwiseConv2dNative" => node.Inputs[1].Constant is { Rank: 4 } filter ? ((int)(filter.Shape[2] * filter.Shape[3]), 4) : null,
        "MatMul" => node.Inputs[1].Constant is { Rank: 2 } b ? ((int)b.Shape[node.Attributes.Bool("transpose_b", false) ? 0 : 1], 2) : null,
        "_Dense" => node.Inputs[1].Constant is { } weights ? ((int)weights.Shape[^1], Find(node.Inputs[0], depth) is { } x ? x.Rank - 1 + weights.Rank - node.Fusion!.SummedDimensions : weights.Rank - 1) : null,
        "_LayerNorm" => ((int)node.Inputs[1].Constant!.ElementCount, Find(node.Inputs[0], depth)?.Rank ?? 1),
        "_ChannelAffine" => ((int)node.Inputs[1].Constant!.ElementCount, Find(node.Inputs[0], depth)?.Rank ?? 1),
        "Relu" or "Relu6" or "_Gelu" or "_GeluTanh" or "MaxPool" or "AvgPool" or "Elu" or "Selu" or "Sigmoid" or "Tanh" or "LeakyRelu" or "Cast" => Find(node.Inputs[0], depth),
        "_Feed" when trustFeeds => node.Attributes.Shape("shape") is { Length: > 0 } shape && shape[^1] is > 0 and < int.MaxValue
            ? ((int)shape[^1], shape.Length)
            : null,
        "Pad" => node.Inputs[1].Constant is { ElementCount: 8 } pads && Kernels.Elements.Integers(pads)[6..].All(p => p == 0) ? Find(node.Inputs[0], depth) : null,
        "AddV2" or "Add" or "Mul" or "Sub" or "RealDiv" => Both(node, depth),
        _ => null,
    };

    private (int Channels, int Rank)? Both(GraphNode node, int depth)
    {
        if (node.Inputs[1].Constant is { ElementCount: 1, Rank: 0 } || node.Inputs[0].Constant is { ElementCount: 1, Rank: 0 })
        {
            return Find(node.Inputs[node.Inputs[1].Constant is not null ? 0 : 1], depth);
        }

        return Find(node.Inputs[0], depth) is { } x && Find(node.Inputs[1], depth) is { } y && x == y ? x : null;
    }
}
