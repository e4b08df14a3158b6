namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>A slice such as <c>x[1:, ..., ::-1, None, 3]</c> in plain numbers per input dimension.</summary>
/// <param name="Begin">First index.</param>
/// <param name="Stride">Distance; negative to go backwards.</param>
/// <param name="Size">Number of indices.</param>
/// <param name="Shape">Of the result: dropped and added axes applied.</param>
internal sealed record StridedSliceSpec(long[] Begin, long[] Stride, long[] Size, long[] Shape)
{
    public static StridedSliceSpec Resolve(ReadOnlySpan<long> input, long[] begin, long[] end, long[] strides, StridedSliceMasks masks)
    {
        var rank = input.Length;
        var (first, step, size) = (new long[rank], new long[rank], new long[rank]);
        var shape = new List<long>();
        if (begin.Length != end.Length || begin.Length != strides.Length)
        {
            throw TensorFlowException.InvalidArgument($"Expected begin, end, and strides to be 1D equal size tensors, but got shapes [{begin.Length}], [{end.Length}], and [{strides.Length}] instead.");
        }

        if (Enumerable.Range(0, begin.Length).Count(i => StridedSliceMasks.Has(masks.Ellipsis, i)) > 1)
        {
            throw TensorFlowException.InvalidArgument($"Multiple ellipses in slice spec not allowed");
        }

        var d = 0;
        for (var i = 0; i < begin.Length; i++)
        {
            if (StridedSliceMasks.Has(masks.Ellipsis, i))
            {
                var later = Enumerable.Range(i + 1, begin.Length - i - 1).Count(j => !StridedSliceMasks.Has(masks.NewAxis, j));
                while (d < rank - later)
                {
                    TakeAll(input, d++, first, step, size, shape);
                }
            }
            else if (StridedSliceMasks.Has(masks.NewAxis, i))
            {
                shape.Add(1);
            }
            else if (d >= rank)
            {
                throw TensorFlowException.InvalidArgument($"Index out of range using input dim {rank}; input has only {rank} dims");
            }
            else if (StridedSliceMasks.Has(masks.ShrinkAxis, i))
            {
                if (strides[i] <= 0)
                {
                    throw strides[i] == 0 ? ZeroStride(d) : TensorFlowException.InvalidArgument($"only stride 1 allowed on non-range indexing.");
                }

                var at = begin[i] < 0 ? begin[i] + input[d] : begin[i];
                if (at < 0 || at >= input[d])
                {
                    throw TensorFlowException.InvalidArgument($"slice index {at} of dimension {d} out of bounds.");
                }

                (first[d], step[d], size[d]) = (at, 1, 1);
                d++;
            }
            else
            {
                if (strides[i] == 0)
                {
                    throw ZeroStride(d);
                }

                (first[d], step[d], size[d]) = Range(input[d], begin[i], end[i], strides[i], StridedSliceMasks.Has(masks.Begin, i), StridedSliceMasks.Has(masks.End, i));
                shape.Add(size[d++]);
            }
        }

        while (d < rank)
        {
            TakeAll(input, d++, first, step, size, shape);
        }

        return new StridedSliceSpec(first, step, size, [.. shape]);
    }

    private static TensorFlowException ZeroStride(int dimension) => TensorFlowException.InvalidArgument($"strides[{dimension}] must be non-zero");

    private static void TakeAll(ReadOnlySpan<long> input, int d, long[] first, long[] step, long[] size, List<long> shape)
    {
        (first[d], step[d], size[d]) = (0, 1, input[d]);
        shape.Add(input[d]);
    }

    private static (long First, long Step, long Size) Range(long length, long begin, long end, long stride, bool fromStart, bool toEnd)
    {
        // Backwards, "before the first" is a legal bound.
        var (low, high) = stride > 0 ? (0L, length) : (-1L, length - 1);
        var from = fromStart ? (stride > 0 ? low : high) : Clamp(begin);
        var to = toEnd ? (stride > 0 ? high : low) : Clamp(end);
        // In this form no stride overflows, the longest neither.
        var (whole, rest) = Math.DivRem(to - from, stride);
        var size = (to > from) == (stride > 0) ? whole + (rest == 0 ? 0 : 1) : 0;
        return (from, stride, size);

        long Clamp(long index) => Math.Clamp(index < 0 ? index + length : index, low, high);
    }
}
