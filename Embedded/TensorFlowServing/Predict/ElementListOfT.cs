using System.Runtime.InteropServices;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>Elements of a type with a fixed width.</summary>
/// <param name="type">Element type.</param>
/// <param name="convert">The element that a JSON value stands for, or null.</param>
internal sealed class ElementList<T>(DataType type, Func<JsonTree, int, T?> convert) : ElementList(type)
    where T : unmanaged
{
    private readonly List<T> _elements = [];

    public override void Add(JsonTree tree, int value) => _elements.Add(convert(tree, value) ?? throw TypeError(tree, value));

    public override Tensor ToTensor(ReadOnlySpan<long> shape) => Tensor.From<T>(shape, CollectionsMarshal.AsSpan(_elements));
}
