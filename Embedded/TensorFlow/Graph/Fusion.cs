namespace Embedded.TensorFlow.Graph;

/// <summary>What passes merged into a node. Inputs follow in this order: the op's own, bias, residual.</summary>
internal sealed record Fusion
{
    public bool HasBias { get; init; }

    public bool HasResidual { get; init; }

    /// <summary><c>Relu</c> or <c>Relu6</c> applied last; null for none.</summary>
    public string? Activation { get; init; }

    /// <summary>Explicit padding that replaces the op's own: top, bottom, left, right.</summary>
    public IReadOnlyList<int>? Padding { get; init; }
}
