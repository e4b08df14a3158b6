namespace Embedded.TensorFlow.Graph;

/// <summary>What passes merged into a node. Inputs follow in this order: the op's own, bias, residual.</summary>
internal sealed record Fusion
{
    public bool HasBias { get; init; }

    public bool HasResidual { get; init; }

    /// <summary><c>Relu</c> or <c>Relu6</c> applied last; null for none.</summary>
    public string? Activation { get; init; }

    /// <summary>What the first input is multiplied with on the way in (Softmax).</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Last dimensions of the first input that are summed over (_Dense).</summary>
    public int SummedDimensions { get; init; } = 1;

    /// <summary>The dimension that is normalised (_LayerNorm).</summary>
    public int Axis { get; init; } = -1;

    /// <summary>Explicit padding that replaces the op's own: top, bottom, left, right.</summary>
    public IReadOnlyList<int>? Padding { get; init; }
}
