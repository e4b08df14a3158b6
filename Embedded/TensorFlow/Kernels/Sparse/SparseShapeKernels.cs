using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Sparse;

/// <summary>Sparse tensors under other shapes, cut, joined, sorted and made dense.</summary>
internal static class SparseShapeKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Sparse tensors", "all")
        .Add("SparseReshape", Reshape)
        .Add("SparseReorder", static c => SparseTensor.Read(c, 0).Sorted().Write(c))
        .Add("SparseSlice", Slice)
        .Add("SparseConcat", Concat)
        .Add("SparseFillEmptyRows", FillEmptyRows)
        .Add("SparseToDense", build => ToDense(build.Attributes.Bool("validate_indices", true)))
        .Add("SparseTensorToDense", build => ToDense(build.Attributes.Bool("validate_indices", true)));

    private static void Reshape(KernelContext context)
    {
        var (positions, from) = (Elements.Integers(context.Input(0)), Elements.Integers(context.Input(1)));
        var to = Elements.Integers(context.Input(2));
        var total = TensorShape.ElementCount(from);
        var unknown = Array.IndexOf(to, -1L);
        if (unknown >= 0)
        {
            var known = to.Where((_, i) => i != unknown).Aggregate(1L, (product, d) => checked(product * d));
            to[unknown] = known > 0 && total % known == 0
                ? total / known
                : throw TensorFlowException.InvalidArgument($"Input to reshape is a SparseTensor with {total} dense values, but the requested shape requires a multiple of {known}.");
        }

        if (TensorShape.ElementCount(to) != total)
        {
            throw TensorFlowException.InvalidArgument($"Input to reshape is a tensor with {total} dense values, but the requested shape has {TensorShape.ElementCount(to)}.");
        }

        var count = from.Length == 0 ? 0 : positions.Length / from.Length;
        var result = context.Allocate(0, DataType.Int64, count, to.Length).Data<long>();
        for (var i = 0; i < count; i++)
        {
            var flat = 0L;
            for (var d = 0; d < from.Length; d++)
            {
                flat = (flat * from[d]) + positions[(i * from.Length) + d];
            }

            for (var d = to.Length - 1; d >= 0; d--)
            {
                result[(i * to.Length) + d] = to[d] == 0 ? 0 : flat % to[d];
                flat = to[d] == 0 ? 0 : flat / to[d];
            }
        }

        to.CopyTo(context.Allocate(1, DataType.Int64, to.Length).Data<long>());
    }

    private static void Slice(KernelContext context)
    {
        var sparse = SparseTensor.Read(context, 0);
        var (start, size) = (Elements.Integers(context.Input(3)), Elements.Integers(context.Input(4)));
        if (start.Length != sparse.Rank || size.Length != sparse.Rank)
        {
            throw TensorFlowException.InvalidArgument($"Expected start and size to be vectors of length {sparse.Rank} but got {start.Length} and {size.Length}");
        }

        var shape = new long[sparse.Rank];
        for (var d = 0; d < shape.Length; d++)
        {
            shape[d] = Math.Max(0, Math.Min(start[d] + size[d], sparse.Shape[d]) - start[d]);
        }

        var (rows, indices) = (new List<int>(), new List<long>());
        for (var i = 0; i < sparse.Count; i++)
        {
            var moved = new long[shape.Length];
            var isInside = true;
            for (var d = 0; d < shape.Length; d++)
            {
                moved[d] = sparse.Index(i)[d] - start[d];
                isInside &= (ulong)moved[d] < (ulong)shape[d];
            }

            if (isInside)
            {
                rows.Add(i);
                indices.AddRange(moved);
            }
        }

        sparse.Pick(rows, [.. indices], shape).Write(context);
    }

    // Inputs: n indices, n values, n shapes.
    private static KernelBody Concat(KernelBuild build)
    {
        var wanted = build.Attributes.Int("concat_dim", 0);
        return context =>
        {
            var count = context.InputCount / 3;
            var parts = Enumerable.Range(0, count).Select(i => SparseTensor.Read(context, i, count)).ToList();
            var axis = Elements.Axis(wanted, parts[0].Rank);
            var (indices, offset) = (new List<long>(), 0L);
            var values = Tensor.Create(parts[0].Values.DType, [parts.Sum(p => p.Count)], clear: false);
            var at = 0;
            foreach (var part in parts)
            {
                if (part.Rank != parts[0].Rank)
                {
                    throw TensorFlowException.InvalidArgument($"Ranks of all input tensors must match: expected {parts[0].Rank} but got {part.Rank}");
                }

                for (var i = 0; i < part.Count; i++)
                {
                    var index = part.Index(i).ToArray();
                    index[axis] += offset;
                    indices.AddRange(index);
                }

                TensorBlock.Copy(part.Values, 0, values, at, part.Count);
                at += part.Count;
                offset += part.Shape[axis];
            }

            var shape = parts[0].Shape.ToArray();
            shape[axis] = offset;
            new SparseTensor([.. indices], values, shape).Sorted().Write(context);
        };
    }

    private static void FillEmptyRows(KernelContext context)
    {
        var sparse = SparseTensor.Read(context, 0);
        // Every row that is empty gets a value, and a shape of a request can claim any number of rows.
        const long mostRows = 1 << 26;
        if (sparse.Rank > 0 && sparse.Shape[0] > mostRows)
        {
            throw TensorFlowException.ResourceExhausted($"OOM when filling {sparse.Shape[0]} rows: {mostRows} are possible");
        }

        var (otherwise, rows) = (context.Input(3), sparse.Rank == 0 ? 0 : (int)sparse.Shape[0]);
        var counts = new int[rows];
        for (var i = 0; i < sparse.Count; i++)
        {
            counts[sparse.Index(i)[0]]++;
        }

        var empty = context.Allocate(2, DataType.Bool, rows).Data<bool>();
        var starts = new int[rows + 1];
        for (var row = 0; row < rows; row++)
        {
            empty[row] = counts[row] == 0;
            starts[row + 1] = starts[row] + Math.Max(1, counts[row]);
        }

        var indices = context.Allocate(0, DataType.Int64, starts[rows], sparse.Rank).Data<long>();
        indices.Clear();
        var values = context.Allocate(1, sparse.Values.DType, starts[rows]);
        for (var row = 0; row < rows; row++)
        {
            if (counts[row] == 0)
            {
                indices[starts[row] * sparse.Rank] = row;
                TensorBlock.Copy(otherwise, 0, values, starts[row], 1);
            }
        }

        // The order within a row stays.
        var places = context.Allocate(3, DataType.Int64, sparse.Count).Data<long>();
        var next = starts[..rows];
        for (var i = 0; i < sparse.Count; i++)
        {
            var to = next[sparse.Index(i)[0]]++;
            sparse.Index(i).CopyTo(indices[(to * sparse.Rank)..]);
            TensorBlock.Copy(sparse.Values, i, values, to, 1);
            places[i] = to;
        }
    }

    // Inputs: indices, shape, values, default; values may be one for all, indices a vector or one number.
    private static KernelBody ToDense(bool validates) => context =>
    {
        var (indices, shape, values, otherwise) = (context.Input(0), Elements.Integers(context.Input(1)), context.Input(2), context.Input(3));
        var positions = Elements.Integers(indices);
        var rank = indices.Rank > 1 ? (int)indices.Shape[1] : 1;
        var count = rank == 0 ? (int)indices.Shape[0] : positions.Length / rank;
        if (rank != shape.Length || (values.Rank > 0 && values.ElementCount != count))
        {
            throw TensorFlowException.InvalidArgument($"sparse_values has incorrect shape {TensorShape.Format(values.Shape)}, or indices of {rank} dimensions do not fit output_shape {TensorShape.Format(shape)}");
        }

        var result = context.Allocate(0, values.DType, shape);
        for (var i = 0; i < result.ElementCount; i++)
        {
            TensorBlock.Copy(otherwise, 0, result, i, 1);
        }

        var previous = -1L;
        for (var i = 0; i < count; i++)
        {
            var flat = 0L;
            for (var d = 0; d < rank; d++)
            {
                var position = positions[(i * rank) + d];
                flat = (ulong)position < (ulong)shape[d]
                    ? (flat * shape[d]) + position
                    : throw TensorFlowException.InvalidArgument($"Indices are not valid (out of bounds).  Shape: {TensorShape.Format(shape)}");
            }

            if (validates && flat <= previous)
            {
                var index = $"indices[{i}] = {TensorShape.Format(positions.AsSpan(i * rank, rank))}";
                throw flat == previous
                    ? TensorFlowException.InvalidArgument($"{index} is repeated")
                    : TensorFlowException.InvalidArgument($"{index} is out of order. Many sparse ops require sorted indices.\n    Use `tf.sparse.reorder` to create a correctly ordered copy.\n\n");
            }

            previous = flat;
            TensorBlock.Copy(values, values.Rank > 0 ? i : 0, result, (int)flat, 1);
        }
    };
}
