using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>Elements of one type, gathered from JSON values one by one.</summary>
internal abstract class ElementList(DataType type)
{
    /// <summary>Element type.</summary>
    public DataType Type => type;

    /// <summary>A list for elements of <paramref name="type"/>.</summary>
    public static ElementList Of(DataType type) => type switch
    {
        DataType.Float => new ElementList<float>(type, static (tree, i) => tree.IsNumber(i) ? (float)tree.Double(i) : null),
        DataType.Double => new ElementList<double>(type, static (tree, i) => tree.IsNumber(i) ? tree.Double(i) : null),
        DataType.Int32 => new ElementList<int>(type, Int),
        DataType.Int16 => new ElementList<short>(type, static (tree, i) => (short?)Int(tree, i)),
        DataType.Int8 => new ElementList<sbyte>(type, static (tree, i) => (sbyte?)Int(tree, i)),
        DataType.UInt8 => new ElementList<byte>(type, static (tree, i) => (byte?)Int(tree, i)),
        DataType.Int64 => new ElementList<long>(type, static (tree, i) => tree.Kind(i) == JsonKind.Int64 ? tree[i].Bits : null),
        DataType.UInt32 => new ElementList<uint>(type, static (tree, i) => tree[i] is { Kind: JsonKind.Int64, Bits: >= 0 and <= uint.MaxValue } n ? (uint)n.Bits : null),
        DataType.UInt64 => new ElementList<ulong>(type, static (tree, i) => tree[i] is { Kind: JsonKind.UInt64 } or { Kind: JsonKind.Int64, Bits: >= 0 } ? (ulong)tree[i].Bits : null),
        DataType.Bool => new ElementList<bool>(type, static (tree, i) => tree.Kind(i) switch { JsonKind.True => true, JsonKind.False => false, _ => null }),
        DataType.String => new StringElementList(),
        _ => new UnsupportedElementList(type),
    };

    /// <summary>Appends a JSON value.</summary>
    /// <exception cref="TensorFlowException">It is of another type, or the type has no form in JSON.</exception>
    public abstract void Add(JsonTree tree, int value);

    /// <summary>The tensor of all elements so far.</summary>
    public abstract Tensor ToTensor(ReadOnlySpan<long> shape);

    /// <summary>The original's complaint about a value of the wrong type.</summary>
    protected TensorFlowException TypeError(JsonTree tree, int value) => new(
        StatusCode.InvalidArgument,
        $"JSON Value: {JsonEcho.Text(tree, value)} Type: {JsonEcho.TypeName(tree.Kind(value))} is not of expected type: {Type.CanonicalName()}");

    // The small integer types share this: their own range is not checked, the low bits are kept.
    private static int? Int(JsonTree tree, int value) =>
        tree[value] is { Kind: JsonKind.Int64, Bits: >= int.MinValue and <= int.MaxValue } n ? (int)n.Bits : null;

    private sealed class StringElementList() : ElementList(DataType.String)
    {
        private readonly List<ReadOnlyMemory<byte>> _elements = [];

        public override void Add(JsonTree tree, int value) => _elements.Add(tree.Kind(value) switch
        {
            JsonKind.String => tree.Bytes(value),
            JsonKind.Object => Base64Value.Decode(tree, value),
            _ => throw TypeError(tree, value),
        });

        public override Tensor ToTensor(ReadOnlySpan<long> shape) =>
            Tensor.FromStrings(shape, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_elements));
    }

    private sealed class UnsupportedElementList(DataType type) : ElementList(type)
    {
        public override void Add(JsonTree tree, int value) => throw (tree.Kind(value) == JsonKind.Object
            ? TypeError(tree, value)
            : new TensorFlowException(StatusCode.Unimplemented, $"Conversion of JSON Value: {JsonEcho.Text(tree, value)} to type: {Type.CanonicalName()}"));

        public override Tensor ToTensor(ReadOnlySpan<long> shape) => Tensor.Create(Type, shape);
    }
}
