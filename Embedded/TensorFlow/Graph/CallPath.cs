namespace Embedded.TensorFlow.Graph;

/// <summary>The functions that a node was inlined through.</summary>
internal sealed record CallPath(string Function, CallPath? Parent)
{
    public int Depth { get; } = (Parent?.Depth ?? 0) + 1;

    public bool Contains(string function) => Function == function || Parent?.Contains(function) == true;
}
