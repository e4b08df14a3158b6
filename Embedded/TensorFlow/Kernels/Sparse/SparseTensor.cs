using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Sparse;

/// <summary>A sparse tensor: which cells have a value, the values, and the shape they lie in.</summary>
internal readonly record struct SparseTensor(long[] Indices, Tensor Values, long[] Shape)
{
    public int Count => (int)Values.ElementCount;

    public int Rank => Shape.Length;

    /// <summary>From three inputs that follow each other, or lie <paramref name="stride"/> apart in lists.</summary>
    public static SparseTensor Read(KernelContext context, int first, int stride = 1) =>
        Read(context.Input(first), context.Input(first + stride), context.Input(first + (2 * stride)));

    public static SparseTensor Read(Tensor indices, Tensor values, Tensor shape)
    {
        var sizes = Elements.Integers(shape);
        var positions = Elements.Integers(indices);
        if (indices.Rank > 2 || values.Rank > 1 || positions.Length != values.ElementCount * sizes.Length)
        {
            throw TensorFlowException.InvalidArgument(
                $"Sparse indices of shape {TensorShape.Format(indices.Shape)} do not fit values of shape {TensorShape.Format(values.Shape)} and dense shape {TensorShape.Format(sizes)}");
        }

        for (var i = 0; i < positions.Length; i++)
        {
            if ((ulong)positions[i] >= (ulong)sizes[i % sizes.Length])
            {
                throw TensorFlowException.InvalidArgument($"indices[{i / sizes.Length}] is out of bounds: need 0 <= {positions[i]} < {sizes[i % sizes.Length]}");
            }
        }

        return new SparseTensor(positions, values, sizes);
    }

    public ReadOnlySpan<long> Index(int i) => Indices.AsSpan(i * Rank, Rank);

    /// <summary>The position in the dense tensor, row-major.</summary>
    public long Flat(int i)
    {
        var flat = 0L;
        for (var d = 0; d < Rank; d++)
        {
            flat = (flat * Shape[d]) + Indices[(i * Rank) + d];
        }

        return flat;
    }

    /// <summary>Gives indices, values and shape as three outputs.</summary>
    public void Write(KernelContext context, int first = 0)
    {
        Indices.CopyTo(context.Allocate(first, DataType.Int64, Count, Rank).Data<long>());
        context.Set(first + 1, Values);
        Shape.CopyTo(context.Allocate(first + 2, DataType.Int64, Rank).Data<long>());
    }

    /// <summary>Some of the values, with their indices changed.</summary>
    public SparseTensor Pick(IReadOnlyList<int> rows, long[] indices, long[] shape)
    {
        var values = Tensor.Create(Values.DType, [rows.Count], clear: false);
        for (var i = 0; i < rows.Count; i++)
        {
            TensorBlock.Copy(Values, rows[i], values, i, 1);
        }

        return new SparseTensor(indices, values, shape);
    }

    /// <summary>In row-major order.</summary>
    public SparseTensor Sorted()
    {
        var self = this;
        var rows = Enumerable.Range(0, Count).OrderBy(self.Flat).ToList();
        return Pick(rows, [.. rows.SelectMany(r => self.Index(r).ToArray())], Shape);
    }
}
