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
                var at = begin[i] < 0 ? begin[i] + input[d] : begin[i];
                if (at < 0 || at >= input[d])
                {
                    throw TensorFlowException.InvalidArgument($"slice index {begin[i]} of dimension {d} out of bounds.");
                }

                (first[d], step[d], size[d]) = (at, 1, 1);
                d++;
            }
            else
            {
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

    private static void TakeAll(ReadOnlySpan<long> input, int d, long[] first, long[] step, long[] size, List<long> shape)
    {
        (first[d], step[d], size[d]) = (0, 1, input[d]);
        shape.Add(input[d]);
    }

    private static (long First, long Step, long Size) Range(long length, long begin, long end, long stride, bool fromStart, bool toEnd)
    {
        if (stride == 0)
        {
            throw TensorFlowException.InvalidArgument($"strides[0] must be non-zero");
        }

        // Backwards, "before the first" is a legal bound.
        var (low, high) = stride > 0 ? (0L, length) : (-1L, length - 1);
        var from = fromStart ? (stride > 0 ? low : high) : Clamp(begin);
        var to = toEnd ? (stride > 0 ? high : low) : Clamp(end);
        var size = stride > 0 ? (to - from + stride - 1) / stride : (from - to - stride - 1) / -stride;
        return (from, stride, Math.Max(0, size));

        long Clamp(long index) => Math.Clamp(index < 0 ? index + length : index, low, high);
    }
}
