namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Questions that passes ask of chains of small operations. Only plain nodes match: no control inputs, nothing merged into them.</summary>
internal static class Pattern
{
    // Exporters write constants such as 1/√2 with rounding of their own.
    private const float Tolerance = 1e-5f;

    /// <summary>The node behind a value if it is this operation.</summary>
    public static GraphNode? Is(Output value, params ReadOnlySpan<string> ops) =>
        value is { Index: 0, Node: { Controls.Count: 0, Fusion: null } node } && ops.Contains(node.Op) ? node : null;

    /// <summary>The single float of a constant.</summary>
    public static float? Scalar(Output value) => value.Constant is { DType: DataType.Float, ElementCount: 1 } constant ? constant.Data<float>()[0] : null;

    /// <summary>Whether a constant is this one float.</summary>
    public static bool IsScalar(Output value, float expected) => Scalar(value) is { } actual && Math.Abs(actual - expected) <= Tolerance * Math.Abs(expected);

    /// <summary>The other operand of a sum or product of two, one of which fulfils a condition.</summary>
    public static Output? Other(GraphNode? node, Func<Output, bool> condition) =>
        node is null || node.Inputs.Count != 2 ? null
        : condition(node.Inputs[0]) ? node.Inputs[1]
        : condition(node.Inputs[1]) ? node.Inputs[0]
        : null;

    /// <summary>A vector of floats in a constant of any rank, whose last dimension holds all of them.</summary>
    public static Tensor? Vector(Output value) =>
        value.Constant is { DType: DataType.Float, Rank: > 0 } constant && constant.Shape[^1] == constant.ElementCount ? constant.WithShape([constant.ElementCount]) : null;

    /// <summary>The integers of a constant; null for other values.</summary>
    public static long[]? Integers(Output value) => value.Constant is { DType: DataType.Int32 or DataType.Int64 } constant ? Kernels.Elements.Integers(constant) : null;
}
