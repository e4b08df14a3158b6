namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// Turns the chains of GELU into one node: x/2 · erfc(-x/√2), as newer exporters write it, x/2 · (1 + erf(x/√2)), as older ones do, and the
/// approximation by tanh.
/// </summary>
internal static class FuseGelu
{
    private const float Root = 1.41421356f, TanhFactor = 0.797884561f, Cubic = 0.044715f;

    public static void Run(OpGraph graph) => graph.Rewrite(node =>
    {
        if (Pattern.Is(node.First, "Mul") is null || node.Attributes.Type("T", DataType.Invalid) != DataType.Float)
        {
            return null;
        }

        return Match(node.Inputs[0], node.Inputs[1], node) ?? Match(node.Inputs[1], node.Inputs[0], node);
    });

    // (x/2) · gate, or x · (gate/2).
    private static Output[]? Match(Output first, Output second, GraphNode node) =>
        Half(first) is { } x && Fused(x, second, node) is { } fused ? fused
        : Half(second) is { } gate ? Fused(first, gate, node)
        : null;

    private static Output? Half(Output value) => Pattern.Other(Pattern.Is(value, "Mul"), factor => Pattern.IsScalar(factor, 0.5f));

    private static Output[]? Fused(Output x, Output gate, GraphNode node)
    {
        var op = IsComplement(gate, x) || IsPlusOne(gate, sum => IsError(sum, x)) ? "_Gelu" : IsPlusOne(gate, sum => IsTanh(sum, x)) ? "_GeluTanh" : null;
        if (op is null)
        {
            return null;
        }

        var fused = new GraphNode(node.Name, op, node.Attributes);
        fused.Inputs.Add(x);
        return [fused.First];
    }

    // erfc(-x/√2): the sign may stand at the factor.
    private static bool IsComplement(Output gate, Output x)
    {
        if (Pattern.Is(gate, "Erfc") is not { } complement)
        {
            return false;
        }

        var inner = complement.Inputs[0];
        return Pattern.Is(inner, "Neg") is { } negated ? IsOverRoot(negated.Inputs[0], x, 1)
            : IsOverRoot(inner, x, -1) || IsOverRoot(inner, value => Pattern.Is(value, "Neg")?.Inputs[0] == x, 1);
    }

    private static bool IsError(Output value, Output x) => Pattern.Is(value, "Erf") is { } error && IsOverRoot(error.Inputs[0], x, 1);

    private static bool IsOverRoot(Output value, Output x, int sign) => IsOverRoot(value, operand => operand == x, sign);

    private static bool IsOverRoot(Output value, Func<Output, bool> isX, int sign) =>
        (Pattern.Other(Pattern.Is(value, "Mul"), operand => Pattern.IsScalar(operand, sign / Root)) is { } factor && isX(factor))
        || (Pattern.Is(value, "RealDiv") is { } quotient && isX(quotient.Inputs[0]) && Pattern.IsScalar(quotient.Inputs[1], sign * Root));

    private static bool IsPlusOne(Output value, Func<Output, bool> condition) =>
        Pattern.Other(Pattern.Is(value, "AddV2", "Add"), operand => Pattern.IsScalar(operand, 1)) is { } other && condition(other);

    // tanh(√(2/π) · (x + 0.044715 x³)).
    private static bool IsTanh(Output value, Output x) =>
        Pattern.Is(value, "Tanh") is { } tanh
        && Pattern.Other(Pattern.Is(tanh.Inputs[0], "Mul"), operand => Pattern.IsScalar(operand, TanhFactor)) is { } sum
        && Pattern.Other(Pattern.Is(sum, "AddV2", "Add"), operand => operand == x) is { } term
        && Pattern.Other(Pattern.Is(term, "Mul"), operand => Pattern.IsScalar(operand, Cubic)) is { } cube
        && Pattern.Is(cube, "Pow") is { } power && power.Inputs[0] == x && Pattern.IsScalar(power.Inputs[1], 3);
}
