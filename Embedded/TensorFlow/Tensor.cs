using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Embedded.TensorFlow;

/// <summary>
/// A dense array of one element type, row-major and little-endian. Shape and type never change; the elements may be written
/// until the tensor is handed to <see cref="SavedModel.Run"/>. Safe to read from many threads.
/// </summary>
[DebuggerDisplay("{DType} {TensorShape.Format(Shape),nq}")]
public sealed class Tensor
{
    private readonly long[] _shape;
    private readonly TensorBuffer? _buffer;
    private readonly ReadOnlyMemory<byte>[]? _strings;

    private Tensor(DataType dtype, long[] shape, long count, TensorBuffer? buffer, ReadOnlyMemory<byte>[]? strings, object? resource)
    {
        DType = dtype;
        _shape = shape;
        ElementCount = count;
        _buffer = buffer;
        _strings = strings;
        ResourceObject = resource;
    }

    /// <summary>Element type.</summary>
    public DataType DType { get; }

    /// <summary>Sizes of the dimensions; empty for a scalar.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Number of dimensions.</summary>
    public int Rank => _shape.Length;

    /// <summary>Product of the shape; 1 for a scalar.</summary>
    public long ElementCount { get; }

    /// <summary>The raw little-endian bytes. Throws for string tensors.</summary>
    public Span<byte> Bytes => Buffer.Span(ByteLength);

    /// <summary>The elements of a string tensor. Throws for other types.</summary>
    public Span<ReadOnlyMemory<byte>> Strings =>
        _strings ?? throw new InvalidOperationException($"a tensor of {DType.CanonicalName()} has no string elements");

    internal object? ResourceObject { get; }

    internal TensorBuffer? BufferOrNull => _buffer;

    internal long[] ShapeArray => _shape;

    private TensorBuffer Buffer =>
        _buffer ?? throw new InvalidOperationException($"a tensor of {DType.CanonicalName()} has no numeric elements");

    private int ByteLength => (int)ElementCount * DType.Size();

    /// <summary>A tensor of zeros, or of empty strings.</summary>
    /// <param name="dtype">Element type; not a resource or variant.</param>
    /// <param name="shape">Dimensions, none negative.</param>
    /// <exception cref="TensorFlowException">INVALID_ARGUMENT for a shape or type that cannot be; RESOURCE_EXHAUSTED above 2 GiB.</exception>
    public static Tensor Create(DataType dtype, params ReadOnlySpan<long> shape) => Create(dtype, shape.ToArray(), clear: true);

    /// <summary>A tensor that holds a copy of the values.</summary>
    /// <typeparam name="T">A .NET type that stands for one element type (see <see cref="Data{T}"/>); <see cref="ushort"/> gives <see cref="DataType.UInt16"/>.</typeparam>
    /// <param name="shape">Dimensions; their product is the number of values.</param>
    /// <param name="values">Elements in row-major order.</param>
    public static Tensor From<T>(ReadOnlySpan<long> shape, params ReadOnlySpan<T> values) where T : unmanaged
    {
        var tensor = Create(ElementTypes.Of<T>(), shape.ToArray(), clear: false);
        if (tensor.ElementCount != values.Length)
        {
            throw TensorFlowException.InvalidArgument($"shape {TensorShape.Format(shape)} has {tensor.ElementCount} elements but {values.Length} values were given");
        }

        values.CopyTo(tensor.Data<T>());
        return tensor;
    }

    /// <summary>A string tensor; the byte arrays are kept, not copied.</summary>
    /// <param name="shape">Dimensions; their product is the number of values.</param>
    /// <param name="values">Elements in row-major order.</param>
    public static Tensor FromStrings(ReadOnlySpan<long> shape, params ReadOnlySpan<ReadOnlyMemory<byte>> values)
    {
        var tensor = Create(DataType.String, shape.ToArray(), clear: true);
        if (tensor.ElementCount != values.Length)
        {
            throw TensorFlowException.InvalidArgument($"shape {TensorShape.Format(shape)} has {tensor.ElementCount} elements but {values.Length} values were given");
        }

        values.CopyTo(tensor._strings);
        return tensor;
    }

    /// <summary>A string tensor of UTF-8 text.</summary>
    /// <param name="shape">Dimensions; their product is the number of values.</param>
    /// <param name="values">Elements in row-major order.</param>
    public static Tensor FromStrings(ReadOnlySpan<long> shape, params ReadOnlySpan<string> values)
    {
        var bytes = new ReadOnlyMemory<byte>[values.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Encoding.UTF8.GetBytes(values[i]);
        }

        return FromStrings(shape, (ReadOnlySpan<ReadOnlyMemory<byte>>)bytes);
    }

    /// <summary>
    /// The elements. <typeparamref name="T"/> is float, double, int, uint, long, ulong, short, ushort, sbyte, byte, bool,
    /// <see cref="Half"/>, <see cref="BFloat16"/>, <see cref="Complex64"/> or <see cref="System.Numerics.Complex"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The element type is another.</exception>
    public Span<T> Data<T>() where T : unmanaged
    {
        if (!ElementTypes.Matches<T>(DType))
        {
            throw new InvalidOperationException($"a tensor of {DType.CanonicalName()} was read as {typeof(T).Name}");
        }

        return MemoryMarshal.Cast<byte, T>(Bytes);
    }

    /// <summary>Type and shape, for people.</summary>
    public override string ToString() => $"{DType.CanonicalName()}{TensorShape.Format(Shape)}";

    /// <summary>A tensor with undefined content for a model that is being loaded; see <see cref="Aligned"/>.</summary>
    internal static Tensor CreateForLoading(DataType dtype, long[] shape)
    {
        var count = TensorShape.ElementCount(shape);
        RequireFits(count, dtype.Size(), dtype, shape);
        return Over(dtype, shape, count, TensorBuffer.AllocateForLoading((int)count * dtype.Size()));
    }

    internal static Tensor Create(DataType dtype, long[] shape, bool clear)
    {
        var count = TensorShape.ElementCount(shape);
        if (dtype == DataType.String)
        {
            RequireFits(count, IntPtr.Size * 2, dtype, shape);
            return new Tensor(dtype, shape, count, null, new ReadOnlyMemory<byte>[count], null);
        }

        var size = dtype.Size();
        if (size == 0)
        {
            throw TensorFlowException.InvalidArgument($"a tensor of {dtype.CanonicalName()} cannot be made");
        }

        RequireFits(count, size, dtype, shape);
        return new Tensor(dtype, shape, count, TensorBuffer.Allocate((int)count * size, clear), null, null);
    }

    internal static Tensor Scalar<T>(T value) where T : unmanaged => From([], value);

    internal static Tensor Over(DataType dtype, long[] shape, long count, TensorBuffer buffer) => new(dtype, shape, count, buffer, null, null);

    internal static Tensor OfResource(object resource, DataType dtype = DataType.Resource) => new(dtype, [], 1, null, null, resource);

    /// <summary>The same elements under another shape of as many elements.</summary>
    internal Tensor WithShape(long[] shape) => new(DType, shape, ElementCount, _buffer, _strings, ResourceObject);

    /// <summary>The same bytes under another type of the same width and number.</summary>
    internal Tensor WithType(DataType dtype, long[] shape, long count) => new(dtype, shape, count, _buffer, _strings, ResourceObject);

    /// <summary>The same elements in the memory of another buffer object.</summary>
    internal Tensor WithBuffer(TensorBuffer buffer) => new(DType, _shape, ElementCount, buffer, null, null);

    /// <summary>This tensor, or a copy when a run will use its memory again.</summary>
    internal Tensor Kept() => _buffer is { IsTransient: true } ? Clone() : this;

    /// <summary>This tensor, or a copy on a cache line of one made for loading that turned out to be used by runs.</summary>
    internal Tensor Aligned() => _buffer is { IsUnaligned: true } ? Clone() : this;

    internal Tensor Clone()
    {
        if (ResourceObject is not null)
        {
            return this;
        }

        var copy = Create(DType, _shape, clear: false);
        if (_strings is not null)
        {
            _strings.CopyTo(copy._strings!, 0);
        }
        else
        {
            Bytes.CopyTo(copy.Bytes);
        }

        return copy;
    }

    internal static void RequireFits(long count, int size, DataType dtype, ReadOnlySpan<long> shape)
    {
        if (count > (int.MaxValue - (2 * TensorBuffer.Alignment)) / size)
        {
            throw TensorFlowException.ResourceExhausted($"OOM when allocating tensor with shape{TensorShape.Format(shape)} and type {dtype.CanonicalName()}: a tensor may take 2 GiB at most");
        }
    }
}
