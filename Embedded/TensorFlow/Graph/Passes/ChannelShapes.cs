namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// The size of the last dimension, and the rank, of values whose producers tell it without a run. Enough to know that a constant
/// scales channels and does not broadcast the value to another shape.
/// </summary>
internal sealed class ChannelShapes
{
    private readonly Dictionary<GraphNode, (int Channels, int Rank)?> _known = [];

    /// <returns>Null when it is not known.</returns>
    public (int Channels, int Rank)? Find(Output output)
    {
        if (output.Index != 0)
        {
            return null;
        }

        if (!_known.TryGetValue(output.Node, out var shape))
        {

            shape = Compute(output.Node);
            _known[output.Node] = shape;
        }

        return shape;
    }

    private (int Channels, int Rank)? Compute(GraphNode node) => node.Op switch
    {
        "Conv2D" => node.Inputs[1].Constant is { Rank: 4 } filter ? ((int)filter.Shape[3], 4) : null,
        "DepthwiseConv2dNative" => node.Inputs[1].Constant is { Rank: 4 } filter ? ((int)(filter.Shape[2] * filter.Shape[3]), 4) : null,
        "MatMul" => node.Inputs[1].Constant is { Rank: 2 } b ? ((int)b.Shape[node.Attributes.Bool("transpose_b", false) ? 0 : 1], 2) : null,
        "_ChannelAffine" => ((int)node.Inputs[1].Constant!.ElementCount, Find(node.Inputs[0])?.Rank ?? 1),
        "Relu" or "Relu6" or "MaxPool" or "AvgPool" or "Elu" or "Selu" or "Sigmoid" or "Tanh" or "LeakyRelu" => Find(node.Inputs[0]),
        "_Feed" => node.Attributes.Shape("shape") is { Length: > 0 } shape && shape[^1] > 0 ? ((int)shape[^1], shape.Length) : null,
        "Pad" => node.Inputs[1].Constant is { ElementCount: 8 } pads && Kernels.Elements.Integers(pads)[6..].All(p => p == 0) ? Find(node.Inputs[0]) : null,
        "AddV2" or "Add" => Find(node.Inputs[0]) is { } x && Find(node.Inputs[1]) is { } y && x == y ? x : null,
        _ => null,
    };
}
