using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>
/// An Einstein sum of two tensors of known shapes as products of matrices that lie in them: the labels of each kind must follow each other in memory.
/// Attention, whose heads lie side by side, is done without a copy this way.
/// </summary>
/// <param name="Swapped">Whether the right tensor gives the rows.</param>
/// <param name="Product">The form of every product.</param>
/// <param name="Places">Where each lies.</param>
/// <param name="Shape">Dimensions of the result.</param>
internal sealed record EinsumPlan(bool Swapped, StridedProduct Product, ProductPlaces Places, long[] Shape)
{
    /// <returns>Null when the tensors have to be rearranged first.</returns>
    public static EinsumPlan? Find(EinsumEquation equation, ReadOnlySpan<long> left, ReadOnlySpan<long> right, IReadOnlyDictionary<int, long> sizes)
    {
        var result = new Operand(equation.Result, [.. equation.Result.Select(l => sizes[l])]);
        var (x, y) = (new Operand(equation.Left, left.ToArray()), new Operand(equation.Right, right.ToArray()));
        return Find(x, y, result, swapped: false) ?? Find(y, x, result, swapped: true);
    }

    private static EinsumPlan? Find(Operand x, Operand y, Operand result, bool swapped)
    {
        int[] rows = [.. x.Labels.Except(y.Labels)], columns = [.. y.Labels.Except(x.Labels)];
        int[] summed = [.. x.Labels.Intersect(y.Labels).Except(result.Labels)], batch = [.. result.Labels.Intersect(x.Labels).Intersect(y.Labels)];
        if (x.Merge(rows) is not { } xRows || x.Merge(summed) is not { Step: 1 } xSummed || y.Merge(summed) is not { } ySummed || ySummed.Size != xSummed.Size
            || y.Merge(columns) is not { } yColumns || result.Merge(rows) is not { } resultRows || result.Merge(columns) is not { Step: 1 })
        {
            return null;
        }

        var transposed = ySummed.Step == 1 && yColumns.Step != 1;
        if (!transposed && yColumns.Step != 1)
        {
            return null;
        }

        var product = new StridedProduct(xRows.Size, xSummed.Size, yColumns.Size, xRows.Step, transposed ? yColumns.Step : ySummed.Step, resultRows.Step, transposed);
        var places = new ProductPlaces(Offsets(x, batch, result), Offsets(y, batch, result), Offsets(result, batch, result));
        return new(swapped, product, places, result.Shape);
    }

    // First elements of an operand's matrices, in the order of the result's.
    private static int[] Offsets(Operand operand, int[] batch, Operand result)
    {
        int[] offsets = [0];
        foreach (var label in batch)
        {
            var (size, step) = (result.Size(label), operand.Step(label));
            offsets = [.. offsets.SelectMany(offset => Enumerable.Range(0, size).Select(i => offset + (i * step)))];
        }

        return offsets;
    }

    private sealed class Operand(int[] labels, long[] shape)
    {
        private readonly int[] _steps = TensorShape.Strides(shape);

        public int[] Labels { get; } = labels;

        public long[] Shape { get; } = shape;

        public int Size(int label) => (int)Shape[Array.IndexOf(Labels, label)];

        /// <summary>A dimension of size 1 repeats.</summary>
        public int Step(int label) => Size(label) == 1 ? 0 : _steps[Array.IndexOf(Labels, label)];

        /// <summary>Some dimensions as one, with the distance of its elements; null when they are not evenly spaced.</summary>
        public (int Size, int Step)? Merge(int[] group)
        {
            var (size, step) = (1, 1);
            foreach (var label in group.Reverse())
            {
                if (Size(label) == 1)
                {
                    continue;
                }

                if (size == 1)
                {
                    step = Step(label);
                }
                else if (Step(label) != step * size)
                {
                    return null;
                }

                size *= Size(label);
            }

            return (size, step);
        }
    }
}
