namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Lets a convolution or pooling pad by itself instead of reading a padded copy.</summary>
internal static class FusePadding
{
    public static void Run(OpGraph graph) => graph.Rewrite(node =>
    {
        if (node.Op is not ("Conv2D" or "DepthwiseConv2dNative" or "MaxPool") || node.Fusion?.Padding is not null
            || node.Attributes.Text("padding", "") != "VALID" || node.Attributes.Text("data_format", "NHWC") != "NHWC"
            || node.Inputs[0].Node is not { Op: "Pad", Controls.Count: 0 } pad || Amounts(pad) is not { } amounts
            || (node.Op == "MaxPool" && !IsHarmlessForMaximum(node, pad, amounts)))
        {
            return null;
        }

        var fused = new GraphNode(node.Name, node.Op, node.Attributes) { Fusion = (node.Fusion ?? new Fusion()) with { Padding = amounts } };
        fused.Inputs.AddRange([pad.Inputs[0], .. node.Inputs.Skip(1)]);
        fused.Controls.AddRange(node.Controls);
        return [fused.First];
    });

    // Top, bottom, left, right; null unless only height and width of an NHWC image grow.
    private static int[]? Amounts(GraphNode pad)
    {
        if (pad.Inputs[1].Constant is not { ElementCount: 8, Rank: 2 } paddings)
        {
            return null;
        }

        var values = Kernels.Elements.Integers(paddings);
        return values[0] == 0 && values[1] == 0 && values[6] == 0 && values[7] == 0 && values.All(v => v is >= 0 and < 1 << 20)
            ? [(int)values[2], (int)values[3], (int)values[4], (int)values[5]]
            : null;
    }

    // The zeros of a Pad take part in the maximum, those of a pooling do not: the same when no value is below zero and every
    // window holds at least one value.
    private static bool IsHarmlessForMaximum(GraphNode node, GraphNode pad, int[] amounts)
    {
        var size = node.Attributes.Ints("ksize", 1, 1, 1, 1);
        var producer = pad.Inputs[0].Node;
        return (producer.Op is "Relu" or "Relu6" || producer.Fusion?.Activation is "Relu" or "Relu6")
            && size.Length == 4 && Math.Max(amounts[0], amounts[1]) < size[1] && Math.Max(amounts[2], amounts[3]) < size[2];
    }
}
