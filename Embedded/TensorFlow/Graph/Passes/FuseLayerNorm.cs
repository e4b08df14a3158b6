namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// Turns the chain of layer normalisation over one dimension into one node: x · s + (β - mean · s) with s = γ / √(variance + ε), mean and
/// variance taken from x by Mean and SquaredDifference.
/// </summary>
internal static class FuseLayerNorm
{
    public static void Run(OpGraph graph) => graph.Rewrite(node =>
    {
        if (Pattern.Is(node.First, "AddV2", "Add") is null || node.Attributes.Type("T", DataType.Invalid) != DataType.Float)
        {
            return null;
        }

        return Match(node.Inputs[0], node.Inputs[1], node) ?? Match(node.Inputs[1], node.Inputs[0], node);
    });

    private static Output[]? Match(Output scaled, Output shift, GraphNode node)
    {
        if (Pattern.Is(scaled, "Mul") is not { } product)
        {
            return null;
        }

        for (var at = 0; at < 2; at++)
        {
            var (x, scale) = (product.Inputs[at], product.Inputs[1 - at]);
            if (Scale(scale, x) is var (gamma, mean, epsilon, axis) && gamma.ElementCount > 1 && Shift(shift, mean, scale) is { } beta
                && beta.ElementCount == gamma.ElementCount)
            {
                var fused = new GraphNode(node.Name, "_LayerNorm", node.Attributes) { Fusion = new Fusion { Axis = axis } };
                fused.Inputs.AddRange([x, GraphNode.Constant(node.Name + "/gamma", gamma).First, GraphNode.Constant(node.Name + "/beta", beta).First, epsilon]);
                return [fused.First];
            }
        }

        return null;
    }

    // γ / √(variance + ε).
    private static (Tensor Gamma, Output Mean, Output Epsilon, int Axis)? Scale(Output scale, Output x)
    {
        if (Pattern.Is(scale, "Mul") is not { } product || Pattern.Other(product, value => Pattern.Is(value, "Rsqrt") is not null) is not { } factor
            || Pattern.Vector(factor) is not { } gamma)
        {
            return null;
        }

        var root = (Pattern.Is(product.Inputs[0], "Rsqrt") ?? Pattern.Is(product.Inputs[1], "Rsqrt"))!;
        return Pattern.Is(root.Inputs[0], "AddV2", "Add") is { } sum
            && Pattern.Other(sum, value => Pattern.Scalar(value) is not null) is { } variance
            && MeanOf(variance) is var (squares, axis) && Pattern.Is(squares, "SquaredDifference") is { } difference
            && Pattern.Other(difference, value => value == x) is { } mean && MeanOf(mean) == (x, axis)
            ? (gamma, mean, sum.Inputs[0] == variance ? sum.Inputs[1] : sum.Inputs[0], axis)
            : null;
    }

    // β - mean · s, or -mean · s + β.
    private static Tensor? Shift(Output shift, Output mean, Output scale)
    {
        if (Pattern.Is(shift, "Sub") is { } difference)
        {
            return IsProduct(difference.Inputs[1], value => value == mean, scale) ? Pattern.Vector(difference.Inputs[0]) : null;
        }

        return Pattern.Other(Pattern.Is(shift, "AddV2", "Add"), value => IsProduct(value, factor => Pattern.Is(factor, "Neg")?.Inputs[0] == mean, scale)) is { } beta
            ? Pattern.Vector(beta)
            : null;
    }

    private static bool IsProduct(Output value, Func<Output, bool> isFactor, Output other) =>
        Pattern.Other(Pattern.Is(value, "Mul"), operand => operand == other) is { } factor && isFactor(factor);

    private static (Output X, int Axis)? MeanOf(Output value) =>
        Pattern.Is(value, "Mean") is { } mean && mean.Attributes.Bool("keep_dims", false) && Pattern.Integers(mean.Inputs[1]) is [var axis]
            ? (mean.Inputs[0], (int)axis)
            : null;
}
