using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Sparse;

namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>Counts of values row by row, where the rows come as a sparse or a ragged tensor.</summary>
internal static class BatchedBincountKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Counting", "numbers")
        .Add("SparseBincount", build => Create(build, weights: 4, SparseRows))
        .Add("RaggedBincount", build => Create(build, weights: 3, RaggedRows));

    private delegate (Tensor Values, int[] Rows, long? Count) RowReader(KernelContext context);

    private static KernelBody Create(KernelBuild build, int weights, RowReader read)
    {
        var isBinary = build.Attributes.Bool("binary_output", false);
        return context =>
        {
            var (values, rows, count) = read(context);
            TypeDispatch.Numeric(context.Input(weights).DType, new Body(values, rows, count, weights, isBinary), context);
        };
    }

    // A sparse vector is one row, whose counts have no dimension of rows.
    private static (Tensor, int[], long?) SparseRows(KernelContext context)
    {
        var sparse = SparseTensor.Read(context, 0);
        var rows = new int[sparse.Count];
        for (var i = 0; i < rows.Length && sparse.Rank > 1; i++)
        {
            rows[i] = (int)sparse.Index(i)[0];
        }

        return (sparse.Values, rows, sparse.Rank > 1 ? sparse.Shape[0] : null);
    }

    private static (Tensor, int[], long?) RaggedRows(KernelContext context)
    {
        var (splits, values) = (Elements.Integers(context.Input(0)), context.Input(1));
        var rows = new int[values.ElementCount];
        for (var row = 0; row + 1 < splits.Length; row++)
        {
            if (splits[row] < 0 || splits[row + 1] < splits[row] || splits[row + 1] > rows.Length)
            {
                throw TensorFlowException.InvalidArgument($"Splits must start with 0, not decrease and end with the number of values, got {splits[row]} and {splits[row + 1]}");
            }

            rows.AsSpan((int)splits[row]..(int)splits[row + 1]).Fill(row);
        }

        return splits.Length > 0 && splits[0] == 0 && splits[^1] == rows.Length
            ? (values, rows, splits.Length - 1)
            : throw TensorFlowException.InvalidArgument($"Splits must start with 0 and end with the number of values, {rows.Length}");
    }

    private readonly struct Body(Tensor values, int[] rows, long? count, int weights, bool isBinary) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var size = Elements.Integer(context.Input(weights - 1));
            if (size < 0)
            {
                throw TensorFlowException.InvalidArgument($"size ({size}) must be non-negative");
            }

            var given = Elements.Of<T>(context.Input(weights));
            if (given.Length > 0 && given.Length != rows.Length)
            {
                throw TensorFlowException.InvalidArgument($"`weights` and `values` must have the same shape, got {given.Length} and {rows.Length} elements");
            }

            long[] shape = count is { } known ? [known, size] : [size];
            var target = Elements.Of<T>(context.Allocate(0, context.Input(weights).DType, shape));
            target.Clear();
            var numbers = Elements.Integers(values);
            for (var i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] < 0)
                {
                    throw TensorFlowException.InvalidArgument($"Input must be non-negative");
                }

                if (numbers[i] < size)
                {
                    ref var cell = ref target[(int)((rows[i] * size) + numbers[i])];
                    cell = isBinary ? T.One : cell + (given.Length > 0 ? given[i] : T.One);
                }
            }
        }
    }
}
