using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Control;

/// <summary>Tensors along a new first dimension, or along the one they have, as lists and arrays of tensors need it.</summary>
internal static class ElementRows
{
    /// <summary>Row <paramref name="index"/> as a tensor of its own.</summary>
    public static Tensor Row(Tensor tensor, int index)
    {
        var row = Tensor.Create(tensor.DType, tensor.Shape[1..].ToArray(), clear: false);
        TensorBlock.Copy(tensor, index * (int)row.ElementCount, row, 0, (int)row.ElementCount);
        return row;
    }

    public static Tensor[] Rows(Tensor tensor)
    {
        if (tensor.Rank < 1)
        {
            throw TensorFlowException.InvalidArgument($"Tensor must be at least a vector, but saw shape: {TensorShape.Format(tensor.Shape)}");
        }

        var rows = new Tensor[tensor.Shape[0]];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Row(tensor, i);
        }

        return rows;
    }

    public static void Stack(KernelContext context, int output, DataType type, long[] shape, IReadOnlyList<Tensor?> elements)
    {
        var result = context.Allocate(output, type, [elements.Count, .. shape]);
        var width = JoinKernels.Product(shape);
        for (var i = 0; i < elements.Count; i++)
        {
            var element = elements[i] ?? Tensor.Create(type, shape);
            if (element.DType != type || !element.Shape.SequenceEqual(shape))
            {
                throw TensorFlowException.InvalidArgument($"Tried to stack list which contains element {i} of {element} where {type.CanonicalName()}{TensorShape.Format(shape)} is expected");
            }

            TensorBlock.Copy(element, 0, result, i * width, width);
        }
    }

    /// <summary>Joins along the first dimension; the second output holds how long each part was.</summary>
    public static void Concatenate(KernelContext context, DataType type, long[] rest, IReadOnlyList<Tensor> elements)
    {
        var result = context.Allocate(0, type, [elements.Sum(e => e.Rank > 0 ? e.Shape[0] : throw TensorFlowException.InvalidArgument($"Concat saw a scalar shape at an element but requires non-scalars")), .. rest]);
        var lengths = context.Allocate(1, DataType.Int64, elements.Count).Data<long>();
        for (int i = 0, at = 0; i < elements.Count; i++)
        {
            if (!elements[i].Shape[1..].SequenceEqual(rest))
            {
                throw TensorFlowException.InvalidArgument($"Tried to concat elements of unequal shapes: {TensorShape.Format(elements[i].Shape[1..])} vs {TensorShape.Format(rest)}");
            }

            TensorBlock.Copy(elements[i], 0, result, at, (int)elements[i].ElementCount);
            at += (int)elements[i].ElementCount;
            lengths[i] = elements[i].Shape[0];
        }
    }

    /// <summary>Cuts along the first dimension.</summary>
    public static Tensor[] Split(Tensor tensor, long[] lengths)
    {
        if (tensor.Rank < 1 || lengths.Sum() != tensor.Shape[0] || Array.Exists(lengths, l => l < 0))
        {
            throw TensorFlowException.InvalidArgument($"Expected sum of lengths to be equal to values.shape[0], but sum of lengths is {lengths.Sum()} and value's shape is: {TensorShape.Format(tensor.Shape)}");
        }

        var parts = new Tensor[lengths.Length];
        for (int i = 0, at = 0; i < parts.Length; i++)
        {
            parts[i] = Tensor.Create(tensor.DType, [lengths[i], .. tensor.Shape[1..]], clear: false);
            TensorBlock.Copy(tensor, at, parts[i], 0, (int)parts[i].ElementCount);
            at += (int)parts[i].ElementCount;
        }

        return parts;
    }
}
