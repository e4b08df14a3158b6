namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>An array of tensors that the loops of TensorFlow 1 write into. It lives as long as the run; the flow input orders its uses.</summary>
internal sealed class TensorArray(DataType type, long[]? elementShape, long size, bool isDynamic)
{
    // A crafted file could ask for an array of any size.
    private const long MostElements = 1 << 24;

    private Tensor?[] _elements = size is >= 0 and <= MostElements
        ? new Tensor?[size]
        : throw TensorFlowException.InvalidArgument($"TensorArray size must be in [0, {MostElements}], got {size}");

    public DataType ElementType => type;

    public int Count => _elements.Length;

    public static TensorArray Of(Tensor handle) => handle.ResourceObject as TensorArray
        ?? throw TensorFlowException.InvalidArgument($"Trying to access resource using the wrong type: a TensorArray was expected");

    public void Write(long index, Tensor value)
    {
        if (index >= _elements.Length && isDynamic && index < MostElements)
        {
            Array.Resize(ref _elements, (int)index + 1);
        }

        if ((ulong)index >= (ulong)_elements.Length)
        {
            throw TensorFlowException.InvalidArgument($"Tried to write to index {index} but array is not resizeable and size is: {_elements.Length}");
        }

        if (value.DType != type)
        {
            throw TensorFlowException.InvalidArgument($"Could not write to TensorArray index {index} because the value dtype is {value.DType.CanonicalName()} but TensorArray dtype is {type.CanonicalName()}.");
        }

        _elements[index] = value.Kept();
    }

    public Tensor Read(long index) => (ulong)index < (ulong)_elements.Length
        ? _elements[index] ?? Tensor.Create(type, DefinedShape())
        : throw TensorFlowException.InvalidArgument($"Tried to read from index {index} but array size is: {_elements.Length}");

    /// <summary>The shape of elements that were never written.</summary>
    public long[] DefinedShape() => Array.Find(_elements, e => e is not null)?.ShapeArray ?? (elementShape is not null && Array.TrueForAll(elementShape, d => d >= 0)
        ? elementShape
        : throw TensorFlowException.InvalidArgument($"TensorArray has size zero or unwritten elements, but element shape {(elementShape is null ? "<unknown>" : TensorShape.Format(elementShape))} is not fully defined."));
}
