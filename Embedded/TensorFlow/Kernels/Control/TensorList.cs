namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>A list of tensors as one value: it never changes, each operation makes another. Elements that were never set are null.</summary>
internal sealed record TensorList(DataType ElementType, long[]? ElementShape, Tensor?[] Elements)
{
    public static TensorList Of(Tensor handle) => handle.ResourceObject as TensorList
        ?? throw TensorFlowException.InvalidArgument($"Input handle is not a list. Saw: '{handle.DType.CanonicalName()}'");

    public Tensor ToTensor() => Tensor.OfResource(this, DataType.Variant);

    public TensorList With(int index, Tensor? element)
    {
        var elements = (Tensor?[])Elements.Clone();
        elements[index] = element;
        return this with { Elements = elements };
    }

    /// <summary>The element; zeros of the wanted shape when it was never set.</summary>
    public Tensor Get(long index, long[]? wanted)
    {
        if ((ulong)index >= (ulong)Elements.Length)
        {
            throw TensorFlowException.InvalidArgument($"Trying to access element {index} in a list with {Elements.Length} elements.");
        }

        return Elements[index] ?? Tensor.Create(ElementType, CommonShape(wanted));
    }

    /// <summary>The shape of all elements, from what was declared, wanted and set.</summary>
    public long[] CommonShape(long[]? wanted)
    {
        var shape = Merge(Merge(ElementShape, wanted), Array.Find(Elements, e => e is not null)?.ShapeArray);
        return shape is not null && Array.TrueForAll(shape, d => d >= 0)
            ? shape
            : throw TensorFlowException.InvalidArgument($"Tried to stack or read elements of a list with non-fully-defined element_shape: {(shape is null ? "<unknown>" : TensorShape.Format(shape))}");
    }

    /// <summary>A shape as an input: a scalar -1 means that nothing is known.</summary>
    public static long[]? ReadShape(Tensor tensor) => tensor.Rank == 0 ? null : Kernels.Elements.Integers(tensor);

    private static long[]? Merge(long[]? x, long[]? y)
    {
        if (x is null || y is null || x.Length != y.Length)
        {
            return x is null ? y : y is null ? x
                : throw TensorFlowException.InvalidArgument($"Incompatible ranks during merge: {TensorShape.Format(x)} vs. {TensorShape.Format(y)}");
        }

        var merged = new long[x.Length];
        for (var i = 0; i < merged.Length; i++)
        {
            merged[i] = x[i] < 0 ? y[i] : y[i] < 0 || x[i] == y[i] ? x[i]
                : throw TensorFlowException.InvalidArgument($"Incompatible shapes during merge: {TensorShape.Format(x)} vs. {TensorShape.Format(y)}");
        }

        return merged;
    }
}
