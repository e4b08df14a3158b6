namespace Embedded.TensorFlow.Graph;

/// <summary>One output of a node: a value.</summary>
internal readonly record struct Output(GraphNode Node, int Index)
{
    /// <summary>The value itself when it is known before any run.</summary>
    public Tensor? Constant => Node.IsConstant ? Node.Value : null;
}
