namespace Embedded.TensorFlow;

/// <summary>What a signature says of one input or output.</summary>
/// <param name="Name">Tensor name in the graph, such as <c>serving_default_x:0</c>.</param>
/// <param name="DType">Element type.</param>
/// <param name="Shape">Dimensions, -1 where unknown; null when even the rank is unknown.</param>
public sealed record TensorInfo(string Name, DataType DType, IReadOnlyList<long>? Shape)
{
    /// <summary>The signature has a value for requests that leave this input out.</summary>
    public bool HasDefault { get; init; }
}
